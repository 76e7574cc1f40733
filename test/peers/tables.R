# The same matrix as R writes it: python3 packed.py tables.R Rscript "$PWD/tables.R"
W <- matrix(c(0, 0.5, 0, 0, 3, -2, 1.25, 0, 0), 3, byrow = TRUE)
named <- W
dimnames(named) <- list(c("a", "b", "c"), c("a", "b", "c"))
write.table(named, "table.txt")
write.table(named, "table.tsv", sep = "\t")
write.table(named, "table-plain.tsv", sep = "\t", quote = FALSE)
write.table(W, "bare.txt", row.names = FALSE, col.names = FALSE)
write.csv(named, "csv.csv")
write.csv2(named, "csv2.csv")
suppressMessages(library(igraph))
graph <- graph_from_adjacency_matrix(t(named), weighted = TRUE, mode = "directed")
E(graph)$flag <- TRUE
write_graph(graph, "igraph.graphml", "graphml")
write_graph(graph, "igraph.net", "pajek")
write_graph(graph, "igraph.edgelist", "ncol")

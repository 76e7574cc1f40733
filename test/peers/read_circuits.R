# Rscript read_circuits.R FOLDER: each written circuit as R's igraph sees it: its name, names of neurons, rows of weights.
suppressMessages(library(igraph))
setwd(commandArgs(TRUE)[1])
said <- function(what, graph, names) {
  weights <- as.matrix(as_adjacency_matrix(graph, attr = "weight", sparse = FALSE))
  order <- order(names, method = "radix")
  cat(what, paste(names[order], collapse = "\t"), sep = "\n")
  cat("", apply(t(weights)[order, order, drop = FALSE], 1, paste, collapse = "\t"), "", sep = "\n")
}
for (file in list.files(pattern = "graphml$")) {
  graph <- read_graph(file, "graphml")
  said(paste(sub("\\.graphml$", "", file), "graphml R"), graph, V(graph)$id)
}
for (file in list.files(pattern = "csv$")) {
  graph <- graph_from_data_frame(read.csv(file, colClasses = c(source = "character", target = "character")))
  said(paste(sub("\\.csv$", "", file), "csv R"), graph, V(graph)$name)
}

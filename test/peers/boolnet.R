# Networks written by BoolNet, and the successors of all their states: python3 packed.py boolnet.R Rscript "$PWD/boolnet.R"
suppressMessages(library(BoolNet))
network <- function(...) {
  writeLines(c("targets, factors", ...), "network.tmp")
  loadNetwork("network.tmp")
}
# One line per state: genes as they are, and as they will be; the first line names them.
transitions <- function(network, file) {
  n <- length(network$genes)
  states <- as.matrix(expand.grid(rep(list(0:1), n)))
  free <- network$fixed == -1
  held <- states
  held[, !free] <- rep(network$fixed[!free], each = nrow(states))
  states <- unique(held)
  after <- t(apply(states, 1, function(state) stateTransition(network, state)))
  lines <- apply(cbind(states, after), 1, paste, collapse = "")
  writeLines(c(paste(network$genes, collapse = " "), lines), file)
}
written <- list(
  constant = network("D, 1", "A, D & !B", "B, D & !A"),
  input = network("A, B & !A", "C, A | !B"),
  ring = network("A, !C", "B, A", "C, B & (A | !C)"),
  odd = network("A, A & !(B | !(C & !A))", "B, !A & !B & !C", "C, (A | B) & (B | C) & !(A & B)"),
  knocked_out = fixGenes(network("A, B & !C", "B, A | C", "C, C"), "A", 0),
  over_expressed = fixGenes(network("A, B & !C", "B, A | C", "C, C"), "A", 1)
)
for (name in names(written)) {
  suppressWarnings(toSBML(written[[name]], paste0(name, ".sbml")))
  transitions(written[[name]], paste0(name, ".txt"))
}
for (name in c("constant", "input", "ring", "odd")) saveNetwork(written[[name]], paste0(name, ".bnet"))
# A constant inside a rule becomes the text NULL.
suppressWarnings(toSBML(network("A, !B | 1", "B, A"), "null.sbml"))
invisible(file.remove("network.tmp"))

# Rscript transitions.R FILE …: the successors of all states, as BoolNet reads each file; a blank line after each.
suppressMessages(library(BoolNet))
for (file in commandArgs(TRUE)) {
  network <- suppressWarnings(if (grepl("\\.sbml$", file)) loadSBML(file) else loadNetwork(file))
  states <- as.matrix(expand.grid(rep(list(0:1), length(network$genes))))
  held <- network$fixed != -1
  states[, held] <- rep(network$fixed[held], each = nrow(states))
  states <- unique(states)
  after <- t(apply(states, 1, function(state) stateTransition(network, state)))
  writeLines(c(paste(network$genes, collapse = " "), apply(cbind(states, after), 1, paste, collapse = ""), ""))
}

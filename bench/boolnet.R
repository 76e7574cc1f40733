# Answers attractors.bench.ts. A request is a file of rules and an update scheme; the answer the processor time of one call of getAttractors
# (the least of nine blocks of calls) and the sizes of the attractors. Start-up and reading the file are not timed.
suppressMessages(library(BoolNet))
input <- file("stdin", open = "r")
while (length(line <- readLines(input, n = 1)) > 0) {
  request <- strsplit(line, "\t")[[1]]
  network <- suppressWarnings(loadNetwork(request[1]))
  find <- if (request[2] == "synchronous") function() getAttractors(network, method = "exhaustive", returnTable = FALSE) else function() getAttractors(network, type = "asynchronous")
  seconds <- Inf
  calls <- 1
  for (block in 1:9) {
    spent <- 0
    repeat {
      time <- system.time(for (i in seq_len(calls)) found <- find())
      spent <- time[["user.self"]] + time[["sys.self"]]
      if (spent >= 0.03) break
      calls <- 2 * calls
    }
    seconds <- min(seconds, spent / calls)
  }
  sizes <- sort(sapply(found$attractors, function(one) ncol(one$involvedStates)))
  cat(seconds, "\t", paste(sizes, collapse = ","), "\n", sep = "")
  flush(stdout())
}

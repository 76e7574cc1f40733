# Answers attractors.bench.ts. A request is a file of rules and an update scheme; the answer the processor time of one call of getAttractors,
# of one call with loadNetwork before it (the least of five blocks of calls each, one where a call takes long), and the sizes of the attractors. Start-up is not timed.
suppressMessages(library(BoolNet))
processor_time <- function(call) {
  least <- Inf
  calls <- 1
  for (block in 1:5) {
    repeat {
      time <- system.time(for (i in seq_len(calls)) call())
      spent <- time[["user.self"]] + time[["sys.self"]]
      if (spent >= 0.03) break
      calls <- 2 * calls
    }
    least <- min(least, spent / calls)
    if (least > 0.5) break
  }
  least
}
input <- file("stdin", open = "r")
while (length(line <- readLines(input, n = 1)) > 0) {
  request <- strsplit(line, "\t")[[1]]
  network <- suppressWarnings(loadNetwork(request[1]))
  find <- if (request[2] == "synchronous") function() getAttractors(network, method = "exhaustive", returnTable = FALSE) else function() getAttractors(network, type = "asynchronous")
  found <- find()
  alone <- processor_time(find)
  from_file <- processor_time(function() { network <<- suppressWarnings(loadNetwork(request[1])); find() })
  sizes <- sort(sapply(found$attractors, function(one) ncol(one$involvedStates)))
  cat(alone, "\t", from_file, "\t", paste(sizes, collapse = ","), "\n", sep = "")
  flush(stdout())
}

#!/usr/bin/env bash
# BoolNet 2.1.7 (Debian bookworm, r-cran-boolnet 2.1.7-1): toSBML writes a constant inside a rule as the text NULL, which
# is no MathML, and loses it: the rule `!B | 1` (always on) is exported as what readers that skip the text take for `!B`,
# and BoolNet itself cannot read a double negation, `!!B`, that it is given. Anlage refuses text inside <apply>, and
# never writes a double negation.
set -euo pipefail
command -v Rscript >/dev/null || { echo "needs R" >&2; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -q r-cran-boolnet=2.1.7-1 >/dev/null 2>&1
dpkg -x r-cran-boolnet_2.1.7-1_*.deb .
cat >show.R <<'R'
.libPaths(c(file.path(getwd(), "usr/lib/R/site-library"), .libPaths()))
suppressMessages(library(BoolNet))
stopifnot(packageVersion("BoolNet") == "2.1.7")
writeLines(c("targets, factors", "A, !B | 1", "B, A"), "constant.bnet")
suppressWarnings(toSBML(loadNetwork("constant.bnet"), "constant.sbml"))
count <- sum(grepl("NULL", readLines("constant.sbml")))
writeLines(c("targets, factors", "A, !!B", "B, A"), "double.bnet")
said <- tryCatch({ loadNetwork("double.bnet"); "read" }, error = conditionMessage)
cat("BoolNet", as.character(packageVersion("BoolNet")), ": NULL stands in", count, "lines of the SBML; !!B:", said, "\n")
stopifnot(count >= 1, grepl("Unknown variable: !", said, fixed = TRUE))
R
Rscript show.R

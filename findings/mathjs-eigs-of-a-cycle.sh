#!/usr/bin/env bash
# mathjs 15.2.0 (npm): eigs finds no eigenvalue of a directed cycle of three or more nodes; it gives up with an error.
# A cycle of two nodes and symmetric matrices work. Seen: connections 1 to 2 to 3 to 1 of weight 1, whose eigenvalues are
# the three cube roots of 1: "The eigenvalues failed to converge"; the same with unequal weights, and with 4, 5 and 8 nodes.
# Rings are the smallest directed circuits; Anlage finds their eigenvalues.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . mathjs@15.2.0 >/dev/null 2>&1
node - <<'NODE'
const math = require('mathjs')
const attempt = (matrix) => {
  try {
    return math.eigs(matrix).values.map(String).join(', ')
  } catch (error) {
    return String(error.message).split('.')[0]
  }
}
const cycle = attempt([[0, 0, 1], [1, 0, 0], [0, 1, 0]])
const pair = attempt([[0, 1], [1, 0]])
console.log(`mathjs ${math.version}: three nodes: ${cycle}; two nodes: ${pair}`)
if (math.version !== '15.2.0' || !cycle.includes('failed to converge') || pair !== '-1, 1') throw new Error('this has changed')
NODE

/** Light and dark, and on paper; no font or image from elsewhere. */
export const reportStyle = `
:root {
  --paper: #ffffff; --ink: #1a1a1a; --quiet: #5c5c5c; --rule: #d9d9d9;
  --mark: #fff3c4; --good: #00684a; --bad: #a3341c; --doubtful: #7a5600;
  --fate-0: #0072b2; --fate-1: #d55e00; --fate-2: #009e73; --fate-3: #e69f00; --fate-4: #cc79a7;
  --fate-5: #56b4e9; --fate-6: #8c6d1f; --undecided: #8a8a8a;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #16181b; --ink: #e8e8e6; --quiet: #a3a6aa; --rule: #3a3d42;
    --mark: #4a4120; --good: #58c9a3; --bad: #f0906f; --doubtful: #e0b557;
    --fate-0: #4ca3e8; --fate-1: #f5853f; --fate-2: #2ec79a; --fate-3: #efb02c; --fate-4: #e394c3;
    --fate-5: #9bd7ff; --fate-6: #c9a94f; --undecided: #9a9a9a;
  }
  .drawing svg { filter: invert(0.91) hue-rotate(180deg); }
}
body {
  background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif;
  max-width: 60rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: break-word;
}
h1 { font-size: 1.6rem; margin: 0; }
h2 { font-size: 1.1rem; margin: 2.5rem 0 0.5rem; }
[hidden] { display: none !important; }
.quiet { color: var(--quiet); }
ul.notes { padding: 0; list-style: none; }
ul.notes li { padding: 0.4rem 0.8rem; margin: 0.3rem 0; border-left: 4px solid var(--rule); }
tbody tr:is(.supported, .holds, .unknown, .fails) th[scope=row] {
  padding-left: 0.6rem; border-left: 4px solid var(--rule);
}
.text :is(th, td) { text-align: left; white-space: normal; vertical-align: top; }
tr.supported th { border-left-color: var(--good); }
tr.supported td:nth-child(2) { font-weight: 600; white-space: nowrap; color: var(--good); }
tr.holds th { border-left-color: var(--doubtful); }
tr.holds td:nth-child(2) { font-weight: 600; white-space: nowrap; color: var(--doubtful); }
tr.unknown th { border-left-color: var(--doubtful); border-left-style: dashed; }
tr.unknown td:nth-child(2) { font-weight: 600; white-space: nowrap; color: var(--doubtful); }
tr.fails th { border-left-color: var(--bad); }
tr.fails td:nth-child(2) { font-weight: 600; white-space: nowrap; color: var(--bad); }
.wide {
  overflow-x: auto; margin: 1.5rem 0;
  background:
    linear-gradient(to left, var(--paper) 40%, transparent) right / 2rem 100% no-repeat local,
    linear-gradient(to left, var(--rule), transparent) right / 0.7rem 100% no-repeat scroll;
}
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding-bottom: 0.3rem; }
th, td {
  padding: 0.25rem 0.8rem 0.25rem 0; text-align: right; white-space: nowrap;
  border-bottom: 1px solid var(--rule); font-weight: normal;
}
th[scope=row], thead th:first-child { text-align: left; }
thead th { color: var(--quiet); }
.reference th, .reference td { font-weight: 600; }
figure { margin: 2rem 0; }
.drawing svg { width: 100%; height: auto; min-width: 32rem; max-width: 45rem; }
.drawing [data-plot] { cursor: crosshair; }
.drawing .edge { transition: opacity 0.15s; }
.drawing .tracing .edge:not(.traced) { opacity: 0.12; }
.readout { min-height: 1.5em; margin: 0; color: var(--quiet); font-variant-numeric: tabular-nums; }
summary { cursor: pointer; color: var(--quiet); }
button { font: inherit; color: inherit; background: none; border: 1px solid var(--rule); border-radius: 4px; }
button.sort { border: 0; padding: 0; text-align: inherit; cursor: pointer; }
button.sort::after { content: ' ↕'; opacity: 0.45; }
th[aria-sort=ascending] button::after { content: ' ↑'; opacity: 1; }
th[aria-sort=descending] button::after { content: ' ↓'; opacity: 1; }
.stage { display: flex; flex-wrap: wrap; gap: 1rem; }
.circuit h2 { margin-top: 0; }
.circuit canvas { flex: 1 1 20rem; min-width: 0; max-width: 32rem; aspect-ratio: 1; touch-action: none; }
.aside { flex: 0 1 18rem; font-size: 0.9rem; }
.fates { list-style: none; margin: 0.5rem 0; padding: 0; }
.fates li {
  display: grid; grid-template-columns: 14px minmax(max-content, 1fr) auto 100px; gap: 8px;
  align-items: center; padding: 3px 0;
}
.fates .count, .clock { text-align: right; font-variant-numeric: tabular-nums; }
.dot { width: 10px; height: 10px; border-radius: 50%; background: currentColor; }
.dot.square { border-radius: 0; }
.aside .f0 { color: var(--fate-0); } .aside .f1 { color: var(--fate-1); } .aside .f2 { color: var(--fate-2); }
.aside .f3 { color: var(--fate-3); } .aside .f4 { color: var(--fate-4); } .aside .f5 { color: var(--fate-5); }
.aside .f6 { color: var(--fate-6); } .aside .undecided { color: var(--undecided); }
.spark .now { color: var(--ink); }
.check { display: flex; align-items: center; gap: 6px; }
.tools { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem; }
.tools input[type=range] { flex: 1 1 10rem; }
a { color: inherit; }
code { font: 0.9em/1.5 ui-monospace, monospace; }
.source { font-size: 0.9rem; padding-left: 3.5em; }
.source li { white-space: pre-wrap; overflow-wrap: anywhere; }
.source li::marker { color: var(--quiet); }
.source li:target { background: var(--mark); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.2rem 1rem; font-size: 0.9rem; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
@media screen and (max-width: 40rem) {
  body { margin: 1rem auto; }
  dl { display: block; }
  dt { overflow-wrap: anywhere; }
  dd { margin-bottom: 0.5rem; }
  .source { padding-left: 2.5em; }
}
@media screen { .replayed > :is(.drawing, .readout) { display: none; } }
@media (prefers-reduced-motion: reduce) { * { transition: none !important; } }
@page { margin: 18mm; }
@media print {
  .circuit, .readout, button.sort::after, nav, .data { display: none; }
  details::details-content { content-visibility: visible; block-size: auto; }
  body { max-width: none; margin: 0; padding: 0; font-size: 10.5pt; }
  figure, tr { break-inside: avoid; }
  .wide { overflow: visible; background: none; }
  .text :is(th, td) { overflow-wrap: anywhere; }
  .drawing svg { min-width: 0; filter: none; }
  thead { display: table-header-group; }
  h1, h2, caption { break-after: avoid; }
  .source { font-size: 0.75rem; }
}
`;

/** Light and dark, and on paper; no font or image from elsewhere. */
export const reportStyle = `
:root {
  --paper: #ffffff; --ink: #1a1a1a; --quiet: #5c5c5c; --rule: #d9d9d9;
  --mark: #fff3c4; --good: #00684a; --bad: #a3341c; --doubtful: #7a5600;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #16181b; --ink: #e8e8e6; --quiet: #a3a6aa; --rule: #3a3d42;
    --mark: #4a4120; --good: #58c9a3; --bad: #f0906f; --doubtful: #e0b557;
  }
  figure svg { filter: invert(0.91) hue-rotate(180deg); }
}
body {
  background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif;
  max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
}
h1 { font-size: 1.6rem; margin: 0; }
h2 { font-size: 1.1rem; margin: 2.5rem 0 0.5rem; }
.quiet { color: var(--quiet); }
ul.notes { padding: 0; list-style: none; }
ul.notes li { padding: 0.4rem 0.8rem; margin: 0.3rem 0; border-left: 4px solid var(--rule); }
.verdicts th[scope=row] { padding-left: 0.6rem; border-left: 4px solid var(--rule); }
.verdicts tbody th, .verdicts tbody td, .verdicts thead th { text-align: left; white-space: normal; }
.verdicts .supported th { border-left-color: var(--good); }
.supported b { color: var(--good); }
.verdicts .holds th { border-left-color: var(--doubtful); }
.holds b { color: var(--doubtful); }
.verdicts .unknown th { border-left-color: var(--doubtful); border-left-style: dashed; }
.unknown b { color: var(--doubtful); }
.verdicts .fails th { border-left-color: var(--bad); }
.notes .fails { border-color: var(--bad); }
.fails b { color: var(--bad); }
.wide { overflow-x: auto; margin: 1.5rem 0; }
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
figure svg { width: 100%; height: auto; min-width: 32rem; max-width: 45rem; }
a { color: inherit; }
code { font: 0.9em/1.5 ui-monospace, monospace; }
.source { font-size: 0.9rem; padding-left: 3.5em; }
.source li { white-space: pre-wrap; overflow-wrap: anywhere; }
.source li::marker { color: var(--quiet); }
.source li:target { background: var(--mark); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.2rem 1rem; font-size: 0.9rem; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
@media print {
  body { max-width: none; margin: 0; }
  figure, tr { break-inside: avoid; }
  .wide { overflow: visible; }
  figure svg { min-width: 0; }
  .source { font-size: 0.75rem; }
}
`;

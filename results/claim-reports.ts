/** What became of claims, as other programs read the outcome of tests: TAP 14 and JUnit XML. */
import { xmlEscaped } from '../formats/index.ts';
import type { ExpectationSummary } from './contract.ts';
import { claimAtPoint, passes, shownVerdict } from './shown-verdict.ts';

/** The claims of one experiment, or why there is no verdict on them. */
export interface TestedExperiment {
  readonly file: string;
  readonly experiment: string;
  /** Wall-clock time of the run, s. */
  readonly seconds: number;
  readonly claims: readonly ExpectationSummary[];
  readonly problem?: string;
  /** Claims that `problem` leaves without a verdict. */
  readonly unjudged?: readonly Pick<ExpectationSummary, 'text' | 'line'>[];
}

interface Test {
  readonly name: string;
  readonly passed: boolean;
  readonly verdict: string;
  readonly observed: string;
  readonly line?: number;
}
/** An experiment without a verdict is a test that does not pass. */
export function testsOf({ claims, problem, unjudged = [] }: TestedExperiment): readonly Test[] {
  if (problem !== undefined) {
    const without = { passed: false, verdict: 'not run', observed: problem };
    return unjudged.length === 0
      ? [{ name: 'it runs', ...without }]
      : unjudged.map(({ text, line }) => ({ name: text, line, ...without }));
  }
  return claims.map((claim) => ({
    name: claimAtPoint(claim),
    passed: passes(claim),
    verdict: shownVerdict(claim).word,
    observed: claim.observed,
    line: claim.line,
  }));
}

/** TAP version 14, one test point a claim: https://testanything.org/tap-version-14-specification.html */
export function tapText(experiments: readonly TestedExperiment[]): string {
  const lines: string[] = [];
  let number = 0;
  for (const tested of experiments)
    for (const { name, passed, verdict, observed, line } of testsOf(tested)) {
      number++;
      lines.push(`${passed ? 'ok' : 'not ok'} ${number} - ${tapEscaped(`${tested.experiment}: ${name}`)}`);
      lines.push(
        '  ---',
        `  verdict: ${JSON.stringify(verdict)}`,
        `  observed: ${JSON.stringify(observed)}`,
        `  at: ${JSON.stringify(line === undefined ? tested.file : `${tested.file}:${line}`)}`,
        '  ...',
      );
    }
  return ['TAP version 14', `1..${number}`, ...lines, ''].join('\n');
}
const tapEscaped = (text: string): string => text.replace(/[\\#]/g, '\\$&').replace(/\s+/g, ' ');

/** JUnit XML as CI servers read it: a suite an experiment, a case a claim. */
export function junitText(experiments: readonly TestedExperiment[]): string {
  const suites = experiments.map((tested) => {
    const tests = testsOf(tested),
      failures = tests.filter(({ passed }) => !passed).length,
      seconds = tested.seconds.toFixed(3);
    const cases = tests.map(({ name, passed, verdict, observed, line }) => {
      const of = attributes({ name, classname: tested.experiment, file: tested.file, ...(line && { line }) });
      const message = `${verdict}: ${observed}`,
        inside = passed
          ? `<system-out>${xmlEscaped(message)}</system-out>`
          : `<failure ${attributes({ message, type: verdict })}/>`;
      return `    <testcase ${of}>${inside}</testcase>`;
    });
    const of = attributes({ name: tested.experiment, file: tested.file, tests: tests.length, failures, time: seconds });
    return [`  <testsuite ${of}>`, ...cases, '  </testsuite>'].join('\n');
  });
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites name="anlage">', ...suites, '</testsuites>', ''].join(
    '\n',
  );
}
const attributes = (of: Readonly<Record<string, string | number>>): string =>
  Object.entries(of)
    .map(([name, value]) => `${name}="${xmlEscaped(String(value))}"`)
    .join(' ');

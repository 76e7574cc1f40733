import type { Budget } from './budget.ts';

/** A variable v or its negation: 2v or 2v + 1. */
export type Literal = number;
export const not = (literal: Literal): Literal => literal ^ 1;

/**
 * Satisfiability by conflict-driven clause learning (Marques-Silva & Sakallah 1999) with two watched literals
 * (Moskewicz et al. 2001).
 *
 * Decisions are always taken in the order in which the variables were made, each at its preferred value first. The
 * model found is then the first one in that order: whatever has not its preferred value is implied by decisions on
 * earlier variables that have. In particular no other model agrees with it in every unpreferred value and has fewer of
 * them: with `false` preferred it is a minimal model, with `true` a maximal one (Di Rosa, Giunchiglia & Maratea 2010,
 * Constraints 15:485), and so it stays when clauses exclude models found before.
 */
export interface Solver {
  /** A new variable as its positive literal. */
  readonly variable: (preferred?: boolean) => Literal;
  readonly clause: (literals: readonly Literal[]) => void;
  /**
   * Whether there is a model in which the assumptions hold; `isTrue` then tells it, until the next clause or question.
   */
  readonly solve: (assumptions?: readonly Literal[]) => boolean;
  readonly isTrue: (literal: Literal) => boolean;
}

const unassigned = 2;

/** One step of the budget is an assignment, or a clause that is looked at because of one. */
export function solver(budget: Budget): Solver {
  /**
   * Of each variable: 0 true, 1 false, 2 unassigned (so that `values[literal >> 1] ^ (literal & 1)` is 0 where the
   * literal is true).
   */
  const values: number[] = [];
  const preferences: number[] = [];
  const levels: number[] = [];
  const reasons: (Literal[] | undefined)[] = [];
  const seen: boolean[] = [];
  /** By literal: the clauses that watch it; they are looked at when it becomes false. */
  const watches: Literal[][][] = [];
  const trail: Literal[] = [];
  /** Where each decision level begins in the trail, and from which variable on the next decision is looked for. */
  const starts: number[] = [];
  const resume: number[] = [];
  let propagated = 0;
  let contradiction = false;

  const isTrue = (literal: Literal) => values[literal >> 1] === (literal & 1);
  const isFalse = (literal: Literal) => values[literal >> 1] === ((literal & 1) ^ 1);

  const variable = (preferred = false): Literal => {
    values.push(unassigned);
    preferences.push(preferred ? 0 : 1);
    levels.push(0);
    reasons.push(undefined);
    seen.push(false);
    watches.push([], []);
    return 2 * (values.length - 1);
  };

  const assign = (literal: Literal, reason: Literal[] | undefined) => {
    const v = literal >> 1;
    values[v] = literal & 1;
    levels[v] = starts.length;
    reasons[v] = reason;
    trail.push(literal);
  };
  const undo = (level: number) => {
    if (starts.length <= level) return;
    for (let i = trail.length - 1; i >= starts[level]; i--) values[trail[i] >> 1] = unassigned;
    trail.length = propagated = starts[level];
    starts.length = level;
    resume.length = level;
  };
  const watch = (clause: Literal[]) => {
    watches[clause[0]].push(clause);
    watches[clause[1]].push(clause);
  };

  const clause = (literals: readonly Literal[]) => {
    undo(0);
    if (contradiction || literals.some((literal) => isTrue(literal) || literals.includes(not(literal)))) return;
    const open = [...new Set(literals)].filter((literal) => !isFalse(literal));
    if (open.length === 0) contradiction = true;
    else if (open.length === 1) assign(open[0], undefined);
    else watch(open);
  };

  /** Follows what is implied; the clause that became false, if one did. */
  const propagate = (): Literal[] | undefined => {
    let looked = 1;
    while (propagated < trail.length) {
      const falsified = not(trail[propagated++]);
      const watching = watches[falsified];
      let kept = 0;
      looked += 1 + watching.length;
      for (let i = 0; i < watching.length; i++) {
        const watched = watching[i];
        if (watched[0] === falsified) {
          watched[0] = watched[1];
          watched[1] = falsified;
        }
        if (isTrue(watched[0])) {
          watching[kept++] = watched;
          continue;
        }
        let other = 2;
        while (other < watched.length && isFalse(watched[other])) other++;
        if (other < watched.length) {
          watched[1] = watched[other];
          watched[other] = falsified;
          watches[watched[1]].push(watched);
          continue;
        }
        watching[kept++] = watched;
        if (isFalse(watched[0])) {
          while (++i < watching.length) watching[kept++] = watching[i];
          watching.length = kept;
          budget.spend(looked);
          return watched;
        }
        assign(watched[0], watched);
      }
      watching.length = kept;
    }
    budget.spend(looked);
    return undefined;
  };

  /**
   * The clause that the conflict teaches, cut at the first unique implication point; its first literal is the one it
   * implies.
   */
  const learn = (conflict: Literal[]): { readonly clause: Literal[]; readonly level: number } => {
    const learned: Literal[] = [0];
    let reason: readonly Literal[] = conflict;
    let at = trail.length - 1;
    let open = 0;
    for (;;) {
      for (const literal of reason) {
        const v = literal >> 1;
        if (seen[v] || levels[v] === 0 || isTrue(literal)) continue;
        seen[v] = true;
        if (levels[v] === starts.length) open++;
        else learned.push(literal);
      }
      while (!seen[trail[at] >> 1]) at--;
      const literal = trail[at--];
      seen[literal >> 1] = false;
      if (--open === 0) {
        learned[0] = not(literal);
        break;
      }
      reason = reasons[literal >> 1] as Literal[];
    }
    budget.spend(trail.length - at);
    let deepest = 1;
    for (let i = 1; i < learned.length; i++) {
      seen[learned[i] >> 1] = false;
      if (levels[learned[i] >> 1] > levels[learned[deepest] >> 1]) deepest = i;
    }
    if (learned.length === 1) return { clause: learned, level: 0 };
    [learned[1], learned[deepest]] = [learned[deepest], learned[1]];
    return { clause: learned, level: levels[learned[1] >> 1] };
  };

  const decide = (literal: Literal | undefined, from: number) => {
    starts.push(trail.length);
    resume.push(from);
    if (literal !== undefined) assign(literal, undefined);
  };

  const solve = (assumptions: readonly Literal[] = []): boolean => {
    undo(0);
    while (!contradiction) {
      const conflict = propagate();
      if (conflict) {
        if (starts.length === 0) {
          contradiction = true;
          break;
        }
        const { clause: learned, level } = learn(conflict);
        undo(level);
        if (learned.length > 1) watch(learned);
        assign(learned[0], learned);
      } else if (starts.length < assumptions.length) {
        const assumed = assumptions[starts.length];
        if (isFalse(assumed)) return false;
        decide(isTrue(assumed) ? undefined : assumed, 0);
      } else {
        let next = resume[resume.length - 1] ?? 0;
        while (next < values.length && values[next] !== unassigned) next++;
        if (next === values.length) return true;
        decide(2 * next + preferences[next], next);
      }
    }
    return false;
  };
  return { variable, clause, solve, isTrue };
}

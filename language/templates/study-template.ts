/** A whole study that checks and runs within seconds as it stands: a control, a claim and a plot. */
export interface StudyTemplate {
  /** What it is called on the command line. */
  readonly name: string;
  readonly title: string;
  /** One sentence. */
  readonly description: string;
  readonly text: string;
  /** The files beside it that it names. */
  readonly companions?: readonly Companion[];
}
export interface Companion {
  readonly name: string;
  readonly content: () => string;
}

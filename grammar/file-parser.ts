import type { ParserMethod } from './descent.ts';
import { explain, foreignWord } from './mistakes.ts';
import { distance } from './spelling.ts';
import { StatementParser } from './statement-parser.ts';
import {
  belongs,
  Comma,
  End,
  Equals,
  Inside,
  Kind,
  Label,
  Language,
  Let,
  NumberToken,
  Quoted,
  RightBrace,
  Separator,
  Study as StudyToken,
  Use,
  type Token,
} from './tokens.ts';
import type {
  Declaration,
  Expression,
  FileTree,
  LanguageLine,
  Let as LetLine,
  Name,
  Study,
  Use as UseLine,
} from './tree.ts';
import { nouns } from './words.ts';

type Tree = Omit<FileTree, 'comments' | 'range'>;

/** Files and declarations, over the tokens that the layout leaves: braces are closed, separators end statements. */
export class FileParser extends StatementParser {
  readonly file: ParserMethod<[], Tree> = this.RULE('file', (): Tree => {
    let language: LanguageLine | undefined;
    const uses: UseLine[] = [];
    const lets: LetLine[] = [];
    const studies: Study[] = [];
    const declarations: Declaration[] = [];
    this.MANY(() =>
      this.OR([
        { ALT: () => this.CONSUME(Separator) },
        {
          ALT: () => {
            const line = this.SUBRULE(this.language);
            this.ACTION(() => {
              if (language && line) this.repeated(line);
            });
            language ??= line;
          },
        },
        {
          ALT: () => {
            const line = this.SUBRULE(this.use);
            if (line) uses.push(line);
          },
        },
        {
          ALT: () => {
            const found = this.SUBRULE(this.parameters);
            this.ACTION(() => lets.push(...found));
          },
        },
        {
          ALT: () => {
            studies.push(this.SUBRULE(this.study));
          },
        },
        {
          ALT: () => {
            declarations.push(this.SUBRULE(this.declaration));
          },
        },
        { ALT: () => this.SUBRULE(this.outside, { ARGS: [declarations[declarations.length - 1]] }) },
      ]),
    );
    this.CONSUME(End);
    return { kind: 'file', ...(language && { language }), uses, lets, studies, declarations };
  });

  private readonly language: ParserMethod<[], LanguageLine | undefined> = this.RULE(
    'language',
    (): LanguageLine | undefined => {
      this.ACTION(() => {
        this.damaged = false;
      });
      const start = this.start();
      this.CONSUME(Language);
      const version = this.OR<Expression | undefined>([
        { ALT: () => this.SUBRULE(this.number) },
        {
          ALT: () =>
            this.ACTION(() => {
              this.unexpected('the version, as in `language 1`');
              return undefined;
            }),
        },
      ]);
      const range = { start, end: this.end() };
      this.ACTION(() => this.finish('the end of the line'));
      return version?.kind === 'number' ? { kind: 'language', version, range } : undefined;
    },
  );

  private readonly use: ParserMethod<[], UseLine | undefined> = this.RULE('use', (): UseLine | undefined => {
    this.ACTION(() => {
      this.damaged = false;
    });
    const start = this.start();
    this.CONSUME(Use);
    const path = this.OR<Token | undefined>([
      { ALT: () => this.CONSUME(Quoted) },
      {
        ALT: () =>
          this.ACTION(() => {
            this.unexpected('a file in quotes, as in `use "genes.anl"`');
            return undefined;
          }),
      },
    ]);
    const range = { start, end: this.end() };
    this.ACTION(() => this.finish('the end of the line'));
    return (
      path &&
      this.ACTION(
        (): UseLine => ({
          kind: 'use',
          path: { kind: 'string', value: path.image.slice(1, -1), range: this.rangeOf(path) },
          range,
        }),
      )
    );
  });

  /** `let N = 400, tau = 20 ms`. */
  private readonly parameters: ParserMethod<[], readonly LetLine[]> = this.RULE('parameters', () => {
    this.ACTION(() => {
      this.damaged = false;
    });
    const start = this.start();
    this.CONSUME(Let);
    const lets = [this.SUBRULE(this.parameter, { ARGS: [start] })];
    this.MANY(() => {
      this.CONSUME(Comma);
      lets.push(this.SUBRULE(this.parameter));
    });
    this.ACTION(() => this.finish('an operator or the end of the line'));
    return lets;
  });

  private readonly parameter: ParserMethod<[from?: number], LetLine> = this.RULE(
    'parameter',
    (from?: number): LetLine => {
      const start = from ?? this.start();
      const name = this.SUBRULE(this.name);
      this.OR([
        { ALT: () => this.CONSUME(Equals) },
        { ALT: () => this.ACTION(() => this.unexpected('`=` and a number, as in `let tau = 20 ms`')) },
      ]);
      const value = this.SUBRULE(this.expression);
      return { kind: 'let', name, value, range: { start, end: this.end() } };
    },
  );

  private readonly study: ParserMethod<[], Study> = this.RULE('study', (): Study => {
    this.ACTION(() => {
      this.damaged = false;
    });
    const start = this.start();
    const token = this.CONSUME(StudyToken);
    const block = this.OPTION(() => this.SUBRULE(this.block));
    const range = { start, end: this.end() };
    this.ACTION(() => this.finish('the end of the line'));
    return this.ACTION(() => ({
      kind: 'study',
      word: { kind: 'name', text: token.image, quoted: false, range: this.rangeOf(token) },
      ...(block && { block }),
      range,
    }));
  });

  private readonly declaration: ParserMethod<[], Declaration> = this.RULE('declaration', (): Declaration => {
    this.ACTION(() => {
      this.damaged = false;
    });
    const start = this.start();
    const word = this.CONSUME(Kind);
    const noun = this.ACTION(() => ({
      kind: 'name' as const,
      text: word.image,
      quoted: false,
      range: this.rangeOf(word),
    }));
    this.ACTION(() => {
      const mistake = foreignWord(word);
      if (mistake) this.fail({ ...mistake, at: word });
    });
    const name = this.OR<Name>([
      { GATE: () => !this.lacksName(), ALT: () => this.SUBRULE(this.name) },
      {
        ALT: () =>
          this.ACTION((): Name => {
            const next = this.LA(1);
            if (this.lacksName())
              this.report({
                code: 'L003',
                message: `Unexpected \`${next.image}\`: expected a name before it.`,
                range: this.rangeOf(next),
              });
            else this.unexpected('a name');
            return { kind: 'name', text: '', quoted: false, range: this.missing().range };
          }),
      },
    ]);
    const phrases = this.SUBRULE(this.phrases);
    this.ACTION(() => {
      if (!this.endsStatement(this.LA(1)))
        this.unexpected(`a label such as \`from\`, \`of\`, \`is\`, \`like\`, or \`{\``);
    });
    const block = this.OPTION(() => this.SUBRULE(this.block));
    const range = { start, end: this.end() };
    this.ACTION(() => this.finish('the end of the line'));
    return { kind: 'declaration', noun, name, phrases, ...(block && { block }), range };
  });

  private repeated({ range }: LanguageLine): void {
    this.damaged = false;
    this.report({
      code: 'L003',
      message: '`language` stands once, on the first line: remove this one.',
      range,
      fixes: [{ title: 'Remove the line', edits: [{ range, text: '' }] }],
    });
  }

  /** `data from mnist`: a label and its value, and no name. */
  private lacksName(): boolean {
    return (
      belongs(this.LA(1).tokenType, Label) && (this.isNameLike(this.LA(2)) || this.LA(2).tokenType === NumberToken)
    );
  }

  /** Text outside all declarations is one mistake up to the next thing that can stand there. */
  private readonly outside: ParserMethod<[before?: Declaration], void> = this.RULE(
    'outside',
    (before?: Declaration): void => {
      const first = this.OR([{ ALT: () => this.CONSUME(RightBrace) }, { ALT: () => this.CONSUME(Inside) }]);
      this.ACTION(() => {
        this.damaged = false;
        const reason =
          before && !before.block
            ? `is a \`{\` missing after \`${before.noun.text} ${before.name.text}\`?`
            : first.tokenType === RightBrace
              ? 'it closes no block; there is one `}` too many, or a block ends too early.'
              : distance(first.image, 'language') === 1
                ? 'did you mean `language`?'
                : `a declaration begins with ${orList(nouns)}, and a name.`;
        if (first.image)
          this.report({ code: 'L003', message: `Unexpected ${explain(first)}: ${reason}`, range: this.rangeOf(first) });
        while (!this.beginsOutside()) this.SKIP_TOKEN();
      });
    },
  );

  private beginsOutside(): boolean {
    const next = this.LA(1).tokenType;
    return (
      next === End ||
      next === Kind ||
      next === Let ||
      next === StudyToken ||
      ((next === Language || next === Use) && this.LA(0).tokenType === Separator)
    );
  }
}

const orList = (words: readonly string[]): string =>
  words
    .slice(0, -1)
    .map((word) => `\`${word}\``)
    .join(', ') + ` or \`${words[words.length - 1]}\``;

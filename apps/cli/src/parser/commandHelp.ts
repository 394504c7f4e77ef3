import { Help, type Argument, type Command, type HelpConfiguration, type Option } from 'commander';
import { width } from '../output/width.js';
import { parserSentence } from './parserSentence.js';
import { enumerated, sentence } from '../language/sentence.js';
import { terminalLanguage } from '../language/terminalLanguage.js';

/** A description with the values that are taken, and the one that counts where none is given. */
function described(text: string, choices: readonly string[] | undefined, preset: string | null): string {
  const more = [
    ...(choices
      ? [
          sentence('program.choices', {
            choices: enumerated(terminalLanguage() === 'zh' ? choices : choices.map((one) => JSON.stringify(one))),
          }),
        ]
      : []),
    ...(preset === null ? [] : [sentence('program.default', { value: preset })]),
  ];
  return more.length === 0 ? text : sentence('program.extra', { text, more: enumerated(more) });
}

const isShown = ({ defaultValue, required, optional }: Option): boolean =>
  defaultValue !== undefined && (required || optional);

/** Parts that a line of Chinese may be broken between: a character or a word, with the marks beside it. */
const parts = /\s*（*(?:\p{sc=Han}|[^\s\p{sc=Han}，。：；？！、（）]+)[，。：；？！、）]*/gu;

/** Text in lines of at most so many columns; Chinese has no blanks to break at. */
function wrapped(text: string, columns: number): string {
  const lines = [''];
  for (const [part] of text.matchAll(parts)) {
    const line = lines.at(-1)!;
    if (line !== '' && width(line + part) > columns) lines.push(part.trimStart());
    else lines[lines.length - 1] = line + part;
  }
  return lines.join('\n');
}

/** The whole help; behind a full-width colon stands no blank, as the one that the parser puts behind its first word. */
const withoutGap = (command: Command, help: Help): string =>
  Help.prototype.formatHelp.call(help, command, help).replace(/^(\S+：) /, '$1');

/** How --help is written: its own words in the language of the terminal, and columns that hold wide characters. */
export const commandHelp = (): HelpConfiguration => ({
  showGlobalOptions: true,
  sortOptions: false,
  displayWidth: width,
  styleTitle: parserSentence,
  optionDescription: (option: Option) =>
    described(option.description, option.argChoices, isShown(option) ? JSON.stringify(option.defaultValue) : null),
  argumentDescription: (argument: Argument) => described(argument.description, argument.argChoices, null),
  ...(terminalLanguage() === 'zh' ? { boxWrap: wrapped, formatHelp: withoutGap } : {}),
});

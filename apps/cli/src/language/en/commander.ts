/** Words of the parser of command lines; in English they are its own, and by them it is understood. */
export const parserMessages = {
  'commander.usage': 'Usage:',
  'commander.arguments': 'Arguments:',
  'commander.options': 'Options:',
  'commander.globalOptions': 'Global Options:',
  'commander.commands': 'Commands:',
  'commander.missingArgument': "error: missing required argument '{name}'",
  'commander.valueMissing': "error: option '{flags}' argument missing",
  'commander.optionMissing': "error: required option '{flags}' not specified",
  'commander.unknownOption': "error: unknown option '{flag}'",
  'commander.unknownCommand': "error: unknown command '{name}'",
  'commander.tooMany':
    "error: too many arguments for '{name}'. Expected {expected} {expected|argument|arguments} but got {got}.",
  'commander.optionInvalid': "error: option '{flags}' argument '{value}' is invalid. {reason}",
  'commander.argumentInvalid': "error: command-argument value '{value}' is invalid for argument '{name}'. {reason}",
  'commander.choices': 'Allowed choices are {choices}.',
  'commander.didYouMean': '(Did you mean {name}?)',
  'commander.didYouMeanOne': '(Did you mean one of {names}?)',
} as const;

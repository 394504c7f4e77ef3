import { sentence } from '../language/sentence.js';

/*
 * Both ask the command itself what may follow, so that there is one table. It answers a word a line; a first line ":files"
 * leaves the rest to the shell.
 */
const bash = (): string => `# ${sentence('completion.bash')}
_rexflow() {
  local IFS=$'\\n' answer
  COMPREPLY=()
  answer=$("$1" __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null) || return
  if [[ $answer == :files* ]]; then
    compopt -o filenames 2>/dev/null
    COMPREPLY=($(compgen -f -- "\${COMP_WORDS[COMP_CWORD]}"))
    return
  fi
  COMPREPLY=($answer)
}
complete -F _rexflow rexflow
`;

const zsh = (): string => `#compdef rexflow
# ${sentence('completion.zsh')}
_rexflow() {
  local -a answer
  answer=("\${(@f)$("\${words[1]}" __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ \${answer[1]} == :files ]]; then
    _files
  elif [[ -n \${answer[1]} ]]; then
    compadd -a answer
  fi
}
if [[ \${funcstack[1]} == _rexflow ]]; then _rexflow "$@"; else compdef _rexflow rexflow; fi
`;

/** What teaches a shell the words of rexflow. */
export const scripts = { bash, zsh } as const;

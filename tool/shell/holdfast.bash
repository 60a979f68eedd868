# Completion of holdfast for bash. A test compares its options with --help.

_holdfast() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} option=
  COMPREPLY=()
  # Where bash splits words at '=', the value is a word of its own.
  if [[ $word == = ]]; then
    option=$before word=
  elif [[ $before == = ]]; then
    option=${COMP_WORDS[COMP_CWORD - 2]}
  elif [[ $before == -p ]]; then
    option=-p
  fi
  case $option in
  --format) COMPREPLY=($(compgen -W 'text plain json sarif github gitlab checkstyle junit rdjson html' -- "$word")) ;;
  --fail-on) COMPREPLY=($(compgen -W 'error warning never' -- "$word")) ;;
  --color) COMPREPLY=($(compgen -W 'auto always never' -- "$word")) ;;
  --dump) COMPREPLY=($(compgen -W 'ir effects facts guards ownership' -- "$word")) ;;
  --rules) COMPREPLY=($(compgen -W "$(holdfast rules 2>/dev/null | sed 's/ .*//')" -- "$word")) ;;
  --cache-dir | --summaries | -p) COMPREPLY=($(compgen -d -- "$word")) ;;
  --output | --baseline | --write-baseline) COMPREPLY=($(compgen -f -- "$word")) ;;
  --*) ;;
  *)
    if [[ ${COMP_WORDS[1]} == explain && $COMP_CWORD -eq 2 ]]; then
      COMPREPLY=($(compgen -W "$(holdfast rules 2>/dev/null | sed 's/ .*//')" -- "$word"))
    elif [[ $word == -* ]]; then
      COMPREPLY=($(compgen -W '-p -j --allow-dirty --annotate --baseline= --cache-dir= --color= --diff= --dump=
        --dump-config --extra-arg= --extra-arg-before= --fail-on= --fix --fix-dry-run --format= --header-filter=
        --help --no-cache --output= --profile --quiet --rules= --shard= --strict --summaries= --unit-memory=
        --unit-timeout= --unused-suppressions --verify-config --version --write-baseline=' -- "$word"))
      if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]]; then compopt -o nospace 2>/dev/null; fi
    else
      COMPREPLY=($(compgen -f -- "$word"))
      if [[ $COMP_CWORD -eq 1 ]]; then COMPREPLY+=($(compgen -W 'explain graph link lsp merge rules step' -- "$word")); fi
    fi
    ;;
  esac
}
complete -F _holdfast holdfast

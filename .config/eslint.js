import tseslint from 'typescript-eslint';
import { rooms } from './rooms.js';

/** What of the rooms costs nearly nothing to load: values may be taken from these where otherwise only types may. */
const light = [
  '#api/client',
  '#contract/chinese',
  '#contract/descriptions',
  '#contract/lists',
  '#contract/workflow',
  '#contract/zh',
]
  .map((name) => `:not([source.value='${name}'])`)
  .join('');

/** What takes values, not only types, from a module: an `import { type A }` loads it, too. */
const valuesFrom = (where) => [
  `ImportDeclaration${where}[importKind!='type']`,
  `:matches(ExportNamedDeclaration, ExportAllDeclaration)${where}[exportKind!='type']`,
];

/** The client runs in Node and in browsers: it takes types only, also of the schemas beside it, and nothing of either platform. */
const apiClient = {
  files: ['packages/api/src/client.ts', 'packages/api/src/client/*.ts'],
  sees: ['contract'],
  doors: ['eventsource-parser'],
  browser: true,
};

const packages = Object.keys(rooms)
  .filter((room) => room.startsWith('packages/'))
  .map((room) => room.slice('packages/'.length));
/** What builds and tests rexflow has no place in it. */
const tools = ['vite', 'playwright-core', 'axe-core'];
const libraries = [
  ...new Set([...Object.values(rooms).flatMap((room) => room.doors), ...apiClient.doors, ...tools]),
].filter((door) => !['argv', 'process.env', 'process.pid'].includes(door));
const io = ['fs', 'net', 'http', 'https', 'child_process', 'dns', 'tls', 'worker_threads', 'os', 'stream'];

const inTests = ['**/*.test.ts', '**/*.fixture.ts', '**/testing/**'];

/** The clock of the process' own machine. */
const ownTime = "CallExpression[callee.object.name='Date'][callee.property.name='now']";

/** Reads the scripts that lie beside modules, once and while these are imported: the only file of the pure packages that does I/O. */
const scriptLoader = 'packages/shell/src/load.ts';

/** Parameters and actions of /rex, but for the keys of objects: details of errors and answers keep their names. */
const rexWords = [
  ':not(Property, TSPropertySignature) > Identifier[name=/^(senv|rollstatus|usetype|rsyncdelete|downdir|max_failures)$/]',
  'MemberExpression > Identifier.property[name=/^(senv|rollstatus|usetype|rsyncdelete|downdir|max_failures)$/]',
  'Literal[value=/^(Enter:route|Deploy:Core|Deploy:Configure|Deploy:Db):/]',
];

/** Literals where a sentence for people may stand: what is called with it, and what reads like words whatever it is for. */
const literalSentences = [
  'CallExpression[callee.property.name=/^(description|showHelpAfterError|commandsGroup|note|say)$/] > Literal',
  'CallExpression[callee.property.name=/^(argument|option|requiredOption|helpOption)$/] > :matches(Literal, TemplateLiteral):nth-child(2)',
  'NewExpression[callee.name=/^(Option|Argument)$/] > :matches(Literal, TemplateLiteral):nth-child(2)',
  ':matches(CallExpression[callee.name=/^(usageError|promptUser|untilStopped)$/], NewExpression[callee.name=/^(CliError|InvalidArgumentError)$/]) > Literal',
  "CallExpression[callee.name='table'] > ArrayExpression:first-child > Literal[value!='']",
  "Literal[value=/[A-Za-z]{2,}[,:;]? [a-z]{2,}/]:not(CallExpression[callee.name='examples'] > Literal, CallExpression[callee.property.name='usage'] > Literal)",
  // A command is made of words, too.
  'TemplateLiteral:not(:has(> TemplateElement[value.raw=/rexflow/])) > TemplateElement[value.raw=/(^|[ (])[a-z]{2,}([ ,]|: |:?$)/]',
];

/** The words of RexDeployV3's API are spoken where they come in and go out; nothing behind decides by them. */
function wordsOfRex([room, traits]) {
  const { rexIn, sees } = traits;
  if (!rexIn) return [];
  const { rules } = wall([room, { ...traits, sees: [...sees, 'rex'], typed: false }]);
  const open = ['no-restricted-imports', 'no-restricted-syntax'].filter((rule) => rule in rules);
  return [
    {
      files: rexIn.map((place) => `${room}/src/${place}`),
      ignores: inTests,
      rules: Object.fromEntries(open.map((rule) => [rule, rules[rule]])),
    },
  ];
}

/** The folder of the messages is the place for sentences. */
function wordsOfMessages([room, traits]) {
  const { messages } = traits;
  return messages === undefined
    ? []
    : [wall([room, { ...traits, files: [`${room}/src/${messages}/**/*.ts`], messages: undefined }])];
}

function wall([
  room,
  {
    files = [`${room}/src/**/*.{ts,tsx}`],
    sees,
    doors,
    pure,
    browser,
    still,
    clock,
    typed,
    types = [],
    reads = [],
    messages,
  },
]) {
  const own = room.split('/')[1];
  const closed = [
    // A pattern that begins with a bare # would be a comment.
    ...packages.filter((name) => ![own, 'async', ...sees].includes(name)).map((name) => `\\#${name}`),
    ...libraries.filter((library) => !doors.includes(library)).flatMap((library) => [library, `${library}/*`]),
    ...(pure || browser || still
      ? io.filter((name) => !reads.includes(name)).flatMap((name) => [`node:${name}`, `node:${name}/*`, name])
      : []),
  ];
  const forbidden = (selectors, message) => selectors.map((selector) => ({ selector, message }));
  const syntax = [
    ...types.flatMap((name) =>
      forbidden(
        [`ImportDeclaration[source.value="#${name}"][importKind!="type"]`],
        `${room} takes types only from #${name}: import type.`,
      ),
    ),
    ...forbidden(
      clock ? ["NewExpression[callee.name='Date'][arguments.length=0]", ownTime] : [],
      `Clocks of machines differ: what is compared with other processes is told by ${clock}, how long something takes by performance.now().`,
    ),
    ...forbidden(pure ? [':function[async=true]'] : [], 'A pure room has nothing to wait for.'),
    ...forbidden(
      browser ? valuesFrom(`[source.value=/^#/]${light}`) : [],
      'Only types: the rest of a room would be sent to every browser.',
    ),
    ...forbidden(
      room === 'packages/api' && browser
        ? valuesFrom('[source.value=/^[.]{1,2}[/](endpoints|schemas|openApi|validate)[/]/]')
        : [],
      'The client takes only types from the schemas: import type.',
    ),
    ...forbidden(
      messages ? literalSentences : [],
      `What people read is a message with an id, in both languages: sentence() of ${room}/src/${messages}.`,
    ),
    ...forbidden(
      typed ? rexWords : [],
      'A word of /rex: these are spoken in packages/rex and apps/gateway/src/rex; everything else goes by the typed request.',
    ),
  ];
  const shut = (object, property, message) => ({ object, property, message });
  return {
    files,
    ignores: [...inTests, scriptLoader, ...(messages ? [`${room}/src/${messages}/**`] : [])],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: closed, message: `${room} may not import this: see .config/rooms.js for what each room sees.` },
            {
              group: ['**/packages/*', '**/apps/*/*', '../../**/src/*'],
              message: 'Enter a room by its door: import "#room".',
            },
          ],
        },
      ],
      'no-restricted-properties': [
        'error',
        ...(doors.includes('process.env')
          ? []
          : [shut('process', 'env', 'The environment is read in packages/config only.')]),
        ...(doors.includes('process.pid')
          ? []
          : [
              shut(
                'process',
                'pid',
                'Containers have the same ones: a name nobody else draws is temporaryName of #shell.',
              ),
            ]),
        ...(doors.includes('argv')
          ? []
          : [shut('process', 'argv', 'Arguments are read by command line programs only.')]),
      ],
      ...(syntax.length > 0 ? { 'no-restricted-syntax': ['error', ...syntax] } : {}),
    },
  };
}

export default tseslint.config(
  { ignores: ['dist/', '.rexflow/'] },
  ...tseslint.configs.strict,
  {
    rules: {
      'max-lines': ['error', { max: 260, skipBlankLines: false }],
      'no-console': 'error',
      eqeqeq: 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['apps/**/*.{ts,tsx}', 'packages/**/*.ts', 'test/**/*.ts'],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: new URL('..', import.meta.url).pathname },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
    },
  },
  ...Object.entries(rooms).map(wall),
  wall(['packages/api', apiClient]),
  { ...wall(['packages/shell', { ...rooms['packages/shell'], reads: ['fs'] }]), files: [scriptLoader], ignores: [] },
  ...Object.entries(rooms).flatMap(wordsOfRex),
  ...Object.entries(rooms).flatMap(wordsOfMessages),
);

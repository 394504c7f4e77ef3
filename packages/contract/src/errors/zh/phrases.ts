import type { Details } from '../entry.js';
import { zhText } from './entry.js';

type Say = (parts: string[]) => string;
type Phrase = readonly [english: RegExp, chinese: string | Say];

const kinds: Readonly<Record<string, string>> = {
  directory: '目录',
  file: '文件',
  link: '链接',
  hardLink: '硬链接',
  special: '特殊文件',
};
/** What is wrong with the list of a sparse file. */
const pieces: Readonly<Record<string, string>> = {
  'does not say how long it is': '没有写明文件长度',
  'is not in order': '顺序有误',
  'is cut short': '不完整',
  'is too long': '过长',
  'holds what is no number': '含有非数字',
  'is not as long as it says': '长度与所述不符',
};
const kind = (word: string): string => kinds[word] ?? word;

/** Trees, by what they are. */
const trees: readonly Phrase[] = [
  [/^the program of (.+)$/, ([name]) => `${name} 的程序`],
  [/^the configuration of (.+)$/, ([name]) => `${name} 的配置`],
  [
    /^the update directory of (.+), which Enter:route:download with update=1 fills$/,
    ([name]) => `${name} 的更新目录（由 Enter:route:download 加 update=1 填充）`,
  ],
  [/^what is to be compared of (.+)$/, ([name]) => `${name} 要比较的内容`],
  [/^what is to be staged of (.+)$/, ([name]) => `${name} 要预发的内容`],
  [/^the package$/, '程序包'],
  [/^the bundle$/, '发布包'],
  [/^the source$/, '来源'],
  [/^the tree$/, '目录树'],
];

/** What a file appears to hold. */
const looks: readonly Phrase[] = [
  [/^nothing$/, '空'],
  [/^an HTML page$/, 'HTML 页面'],
  [/^an HTML page titled "(.*)"$/, ([title]) => `标题为“${title}”的 HTML 页面`],
  [/^the text "(.*)"$/, ([text]) => `文本“${text}”`],
  [/^the bytes (.+)$/, ([bytes]) => `字节 ${bytes}`],
  [/^an ELF program$/, 'ELF 程序'],
  [/^a PDF$/, 'PDF 文件'],
  [/^a part of a zip in several pieces$/, '分卷 zip 的一部分'],
  [/^a script, and no whole zip behind it$/, '一个脚本，其后没有完整的 zip'],
  [/^it holds (.+)$/, ([what]) => zhBehind('其中是', what)],
  [/^it is packed by (.+)$/, ([program]) => `以 ${program} 压缩`],
  [/^it is (.+)$/, ([what]) => zhBehind('它是', what)],
];

/** Why an archive is refused. */
const archives: readonly Phrase[] = [
  [/^"(.+)" is a sparse file of a kind that is not known$/, ([name]) => `“${name}”是未知类型的稀疏文件`],
  [
    /^bsdtar cannot read what is in it: it is damaged, encrypted, or packed in a way it does not know$/,
    'bsdtar 无法读取其内容：已损坏、已加密，或压缩方法未知',
  ],
  [/^bsdtar has no way to read it: (.+)$/, ([reason]) => `bsdtar 无法读取：${reason}`],
  [/^(\w+) wrote nothing for (\d+) minutes$/, ([program, minutes]) => `${program} 在 ${minutes} 分钟内没有任何输出`],
  [
    /^the list of the pieces of a sparse file names (\d+) bytes where (\d+) are stored$/,
    ([named, stored]) => `稀疏文件的分片清单列出 ${named} 字节，实际存有 ${stored} 字节`,
  ],
  [/^the list of the pieces of a sparse file (.+)$/, ([how]) => `稀疏文件的分片清单有误：${pieces[how!] ?? how}`],
  [/^"(.+)" is encrypted$/, ([name]) => `“${name}”已加密`],
  [/^"(.+)" is packed by (.+)$/, ([name, method]) => `“${name}”以 ${method} 压缩`],
  [/^the name "(.+)" is not UTF-8$/, ([name]) => `名称“${name}”不是 UTF-8`],
  [/^"(.+)" is a device, a pipe or of a kind that is not known$/, ([name]) => `“${name}”是设备、管道或未知类型`],
  [/^"(.+)" is of a kind that is not known$/, ([name]) => `“${name}”的类型未知`],
  [/^"(.*)" is not a name for a file$/, ([name]) => `“${name}”不能作为文件名`],
  [/^the link "(.+)" leads nowhere$/, ([name]) => `链接“${name}”没有目标`],
  [/^the link "(.+)" is too long$/, ([name]) => `链接“${name}”过长`],
  [
    /^"(.+)" lies below "(.+)", a (\w+)$/,
    ([name, parent, type]) => `“${name}”位于“${parent}”之下，而后者是${kind(type!)}`,
  ],
  [/^"(.+)" shares the file "(.+)", which is not there$/, ([name, file]) => `“${name}”与不存在的文件“${file}”共用内容`],
  [
    /^what \.(\w+) packed in it cannot be read: (.+)$/,
    ([way, reason]) => `其中以 ${way} 压缩的内容无法读取：${reason}`,
  ],
  [
    /^it is packed twice: the (\w+) in it was packed by \.(\w+) once more, as a proxy may do$/,
    ([inner, outer]) => `被压缩了两次：其中的 ${inner} 又以 ${outer} 压缩，代理可能会这样做`,
  ],
  [
    /^what \.(\w+) packed in it is not a tar but (.+)$/,
    ([way, what]) => `其中以 ${way} 压缩的不是 tar，${zhBehind('而是', what)}`,
  ],
  [
    /^a name or the target of a link in it has (\d+) bytes, more than the (\d+) that a system takes$/,
    ([bytes, most]) => `其中有名称或链接目标长 ${bytes} 字节，超过系统允许的 ${most} 字节`,
  ],
  [/^its end is missing$/, '结尾缺失'],
  [/^it ended before all of it was here \((.+)\)$/, ([reason]) => `未完整到达即已结束（${reason}）`],
  [/^another archive follows behind its end$/, '结尾之后还有另一个压缩包'],
  [/^a header has a wrong checksum$/, '有头部校验和错误'],
  [/^a number of a header is none$/, '有头部中的数字无效'],
  [/^a size in it is none$/, '其中有无效的大小'],
  [/^the size of "(.+)" is none$/, ([name]) => `“${name}”的大小无效`],
  [/^a name or an extended header in it is too long$/, '其中有名称或扩展头部过长'],
  [/^its global header gives every entry one (.+)$/, ([name]) => `其全局头部给所有条目同一个 ${name}`],
  [/^the checksum of a file is wrong$/, '有文件的校验和错误'],
  [
    /^it counts (\d+) entries, and something else than its end follows behind them$/,
    ([entries]) => `它记有 ${entries} 个条目，其后却不是结尾`,
  ],
  [/^it is not a directory$/, '它不是目录'],
  [/^a (\w+) cannot take the place of a (\w+)$/, ([one, other]) => `${kind(one!)}不能替换${kind(other!)}`],
];

/** Why a download failed. */
const downloads: readonly Phrase[] = [
  [/^the server answered (.+)$/, ([status]) => `服务器返回 ${status}`],
  [/^it is not an http or https address$/, '不是 http 或 https 地址'],
  [/^it redirects to something that is not http or https$/, '重定向到的不是 http 或 https 地址'],
  [/^it redirects more than (\d+) times$/, ([times]) => `重定向超过 ${times} 次`],
  [/^it changed while it was fetched$/, '下载期间文件发生了变化'],
  [/^only (\d+) of its (\d+) bytes came$/, ([came, all]) => `${all} 字节中只收到 ${came} 字节`],
  [
    /^the server announced (\d+) bytes and sent (\d+) \((.+)\)$/,
    ([all, came, reason]) => `服务器声明 ${all} 字节，只发送了 ${came} 字节（${reason}）`,
  ],
  [/^it broke off after (\d+) bytes \((.+)\)$/, ([came, reason]) => `收到 ${came} 字节后中断（${reason}）`],
  [
    /^the server sent it with Content-Encoding: (.+), which was not asked for and cannot be undone here$/,
    ([encoding]) => `服务器以未要求的 Content-Encoding: ${encoding} 发送，此处无法解码`,
  ],
  [
    /^the server says it is encoded by (.+), which it is not, or not wholly$/,
    ([encodings]) => `服务器称其以 ${encodings} 编码，实际不是或不完整`,
  ],
  [
    /^(package\.proxy) of config\.yml is not the address of a proxy, such as (.+)$/,
    ([name, example]) => `config.yml 的 ${name} 不是代理地址（例如 ${example}）`,
  ],
  [
    /^(\w+) in the environment of this process is not the address of a proxy, such as (.+)$/,
    ([name, example]) => `本进程环境变量 ${name} 不是代理地址（例如 ${example}）`,
  ],
];

const verbs: Readonly<Record<string, string>> = {
  comparing: '比较',
  copying: '复制',
  describing: '检查',
  emptying: '清空',
  making: '创建',
  measuring: '统计',
  moving: '移动',
  opening: '打开',
  pruning: '清理',
  reading: '读取',
  removing: '删除',
  sealing: '封存',
  storing: '保存',
  taking: '取用',
  'taking over': '接管',
  unpacking: '解压',
  using: '使用',
  writing: '写入',
  'changing modes in': '修改权限',
};

/** Work on the disk. */
const works: readonly Phrase[] = [
  [
    new RegExp(`^(${Object.keys(verbs).sort().reverse().join('|')}) (.+)$`),
    ([verb, what]) => zhBehind(verbs[verb!]!, what),
  ],
  [/^(.+) is a socket, a pipe or a device$/, ([path]) => `${path} 是套接字、管道或设备`],
  [/^(.+) has a name that is not UTF-8$/, ([path]) => `${path} 的名称不是 UTF-8`],
];

const phrases = [...trees, ...looks, ...archives, ...downloads, ...works];

/** A detail that was put in English words, in Chinese; what is no such phrase stays as it is. */
export function zhPhrase(value: Details[string]): string {
  const text = zhText(value);
  for (const [english, chinese] of phrases) {
    const found = english.exec(text);
    if (found) return typeof chinese === 'string' ? chinese : chinese(found.slice(1));
  }
  return text;
}

/** The same behind a Chinese word, from which Latin ones keep a space. */
export function zhBehind(word: string, value: Details[string]): string {
  const phrase = zhPhrase(value);
  return /^\p{sc=Han}|^[“（]/u.test(phrase) ? word + phrase : `${word} ${phrase}`;
}

import { expect, test } from 'vitest';
import type { Code, Details } from '../codes.js';
import { errorInChinese } from './index.js';

const file = 'app.tar.gz';

test.each<[code: Code, details: Details, message: string]>([
  ['PACKAGE_UNFIT', { file, found: 'an HTML page titled "Sign in"' }, '其中是标题为“Sign in”的 HTML 页面'],
  ['PACKAGE_UNFIT', { file, found: 'nothing' }, '其中是空'],
  ['PACKAGE_UNFIT', { file, found: 'the text "it is"' }, '其中是文本“it is”'],
  ['PACKAGE_UNFIT', { file, settings: ['package.strip'], found: ['nothing', 'b'] }, '其顶层为 nothing、b'],
  ['ARCHIVE_UNKNOWN', { file, reason: 'it holds the bytes 00 01' }, '：其中是字节 00 01'],
  ['ARCHIVE_UNSUPPORTED', { file, what: 'it is 7z' }, '：它是 7z'],
  ['ARCHIVE_UNSUPPORTED', { file, what: 'it is packed by xz' }, '：以 xz 压缩'],
  ['ARCHIVE_UNSUPPORTED', { file, what: 'bsdtar has no way to read it: codec X' }, '：bsdtar 无法读取：codec X'],
  [
    'ARCHIVE_DAMAGED',
    { file, reason: 'the list of the pieces of a sparse file is not in order' },
    '：稀疏文件的分片清单有误：顺序有误',
  ],
  ['ARCHIVE_DAMAGED', { file, reason: '"a" lies below "b", a file' }, '：“a”位于“b”之下，而后者是文件'],
  [
    'ARCHIVE_DAMAGED',
    { file, reason: 'what .gz packed in it is not a tar but a PDF' },
    '以 gz 压缩的不是 tar，而是 PDF 文件',
  ],
  ['ARCHIVE_DAMAGED', { file, reason: 'unexpected end of file' }, '：unexpected end of file'],
  ['TREE_ESCAPES', { what: 'the program of web', path: 'a' }, 'web 的程序：链接 a'],
  [
    'TREE_CONFLICT',
    { what: 'the package', path: 'a', reason: 'a file cannot take the place of a directory' },
    '：文件不能替换目录',
  ],
  ['LOCAL_IO', { what: 'copying the configuration of web_1', reason: 'ENOSPC' }, '复制 web_1 的配置：ENOSPC'],
  ['LOCAL_IO', { what: 'taking over /srv/a', reason: 'ENOSPC' }, '接管 /srv/a：ENOSPC'],
  ['DOWNLOAD_FAILED', { url: 'u', reason: 'the server answered 404 Not Found' }, '：服务器返回 404 Not Found'],
  ['DOWNLOAD_FAILED', { url: 'u', reason: 'only 1 of its 2 bytes came' }, '：2 字节中只收到 1 字节'],
])('what was found is said in Chinese, too: %s %j', (code, details, words) => {
  expect(errorInChinese(code, details)!.message).toContain(words);
});

import { textToBytes, type UnixMs } from '#base';

export interface Mail {
  /** Addresses, with or without a name before them; what is none is left out. */
  readonly to: readonly string[];
  readonly subject: string;
  readonly at: UnixMs;
  /** Letters and digits that tell this message from all others; no name of a host. */
  readonly id: string;
  /** Id of the message that this one corrects. */
  readonly corrects: string | null;
  readonly text: string;
}
export interface WrittenMail { readonly text: string; readonly leftOut: readonly string[] }

const LINE = '\r\n';
const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/**
 * A message to be opened and sent by a mail program elsewhere: RFC 5322 with MIME (RFC 2045), UTF-8, quoted-printable. The sender is an empty group
 * (RFC 6854), because who sends it is decided there; `X-Unsent` asks programs to open it as a draft. Whatever stands in the fields becomes one header each:
 * line ends and other controls never reach a header. The same mail gives the same bytes.
 */
export function writeMail(mail: Mail): WrittenMail {
  const recipients = mail.to.map((written) => ({ written, address: readAddress(written) }));
  const good = recipients.flatMap(({ address }) => (address === null ? [] : [address]));
  const headers = [
    ['Date', dateOf(mail.at)], ['From', 'Unsent draft:;'], ['To', good.length === 0 ? 'undisclosed-recipients:;' : good.join(`,${LINE} `)], ['Subject', encodeText(mail.subject)],
    ['Message-ID', messageId(mail.id)], ...(mail.corrects === null ? [] : [['In-Reply-To', messageId(mail.corrects)], ['References', messageId(mail.corrects)]]), ['X-Unsent', '1'],
    ['MIME-Version', '1.0'], ['Content-Type', 'text/plain; charset=utf-8'], ['Content-Transfer-Encoding', 'quoted-printable'],
  ];
  return { text: `${headers.map(([name, value]) => `${name}: ${value}`).join(LINE)}${LINE}${LINE}${quotePrintable(mail.text)}${LINE}`, leftOut: recipients.filter(({ address }) => address === null).map(({ written }) => written) };
}

/** The `Message-ID` of a message: its id and a domain that never exists (RFC 2606), so that no host is named. */
export function messageId(id: string): string {
  return `<${id.replaceAll(/[^A-Za-z0-9-]/g, '')}@message.invalid>`;
}

// `Name <local@domain>` or `local@domain`; addresses outside ASCII need servers that few have, and are left to a person.
function readAddress(written: string): string | null {
  const found = /^(?:(.{0,200}?)\s*<)?\s*([A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?)\s*(>?)\s*$/u.exec(written.trim());
  if (found === null || (found[1] === undefined) !== (found[3] === '')) return null;
  const [, name = '', address = ''] = found;
  if (address.includes('..') || address.startsWith('.') || address.includes('.@')) return null;
  const said = name.trim().replaceAll(/^"|"$/g, '');
  return said === '' ? address : `${/^[A-Za-z0-9 ]{1,60}$/.test(said) ? said : encodeText(said, true)} <${address}>`;
}

/** RFC 2047: plain words stay as they are, anything else becomes encoded words of at most 75 characters, folded. */
function encodeText(text: string, always = false): string {
  const plain = text.replaceAll(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ').trim().toWellFormed();
  if (!always && /^[\x20-\x7e]{0,180}$/.test(plain) && !plain.includes('=?')) return fold(plain);
  const words: string[] = [];
  let word = '';
  for (const character of plain) {
    if (textToBytes(word + character).length > 42) {
      words.push(word);
      word = '';
    }
    word += character;
  }
  words.push(word);
  return words.map((part) => `=?utf-8?B?${toBase64(textToBytes(part))}?=`).join(`${LINE} `);
}

// Lines of a header stay below 78 characters where words allow it.
function fold(text: string): string {
  const folded: string[] = [''];
  for (const word of text.split(' ')) {
    const line = folded.at(-1) ?? '';
    if (line.length + word.length > 68 && line.trim() !== '') folded.push(word);
    else folded[folded.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return folded.join(`${LINE} `);
}

/** RFC 2045 section 6.7: lines of at most 76 characters, everything but printable ASCII as octets; no line is a lone dot or begins with `From `. */
function quotePrintable(text: string): string {
  return text.toWellFormed().replaceAll(/\r\n?/g, '\n').split('\n').map((line) => quoteLine(line)).join(LINE);
}

function quoteLine(line: string): string {
  const bytes = textToBytes(line);
  let out = '';
  let width = 0;
  bytes.forEach((byte, index) => {
    const isLast = index === bytes.length - 1;
    const isBlank = byte === 0x20 || byte === 0x09;
    const isOpen = byte >= 0x21 && byte <= 0x7e && byte !== 0x3d;
    const isRisky = index === 0 && (byte === 0x2e || byte === 0x46);
    const token = (isOpen && !isRisky) || (isBlank && !isLast) ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    if (width + token.length > 75) {
      out += `=${LINE}`;
      width = 0;
    }
    out += token;
    width += token.length;
  });
  return out;
}

function dateOf(at: UnixMs): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${days[date.getUTCDay()]}, ${date.getUTCDate()} ${months[date.getUTCMonth()]} ${String(date.getUTCFullYear()).padStart(4, '0')} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} +0000`;
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** RFC 4648 section 4. */
function toBase64(bytes: Uint8Array): string {
  let out = '';
  for (let index = 0; index < bytes.length; index += 3) {
    const [first = 0, second = 0, third = 0] = bytes.subarray(index, index + 3);
    const bits = (first << 16) | (second << 8) | third;
    const group = [18, 12, 6, 0].map((shift) => digits.charAt((bits >> shift) & 63)).join('');
    out += group.slice(0, bytes.length - index + 1).padEnd(4, '=');
  }
  return out;
}

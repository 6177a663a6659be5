// What lies on a simulated disk, and the events that change it. An image is never changed once it is the beginning of a disk.
export interface FileNode { readonly sort: 'file'; bytes: Uint8Array; size: number; owned: boolean }
export interface FolderNode { readonly sort: 'folder'; readonly entries: Map<string, number> }
export type DiskNode = FileNode | FolderNode;
export interface Image { readonly nodes: Map<number, DiskNode>; next: number }

/** One thing that happened, in the order in which the disk was asked. `mark` is what the tested program told about it. */
export type DiskEvent =
  | { readonly kind: 'write'; readonly node: number; readonly position: number; readonly bytes: Uint8Array }
  | { readonly kind: 'truncate'; readonly node: number; readonly length: number }
  | { readonly kind: 'enter'; readonly folder: number; readonly name: string; readonly node: number; readonly sort: 'file' | 'folder' }
  | { readonly kind: 'leave'; readonly folder: number; readonly name: string }
  | { readonly kind: 'move'; readonly from: number; readonly name: string; readonly to: number; readonly toName: string; readonly node: number }
  | { readonly kind: 'sync'; readonly node: number; readonly failed: boolean }
  | { readonly kind: 'mark'; readonly mark: unknown };

export const ROOT = 0;

export function emptyImage(): Image {
  return { nodes: new Map([[ROOT, { sort: 'folder', entries: new Map() }]]), next: 1 };
}

/** An independent image; file content is shared until one of the two is written. */
export function cloneImage(image: Image): Image {
  const nodes = new Map<number, DiskNode>();
  for (const [id, node] of image.nodes) {
    nodes.set(id, node.sort === 'file' ? { sort: 'file', bytes: node.bytes, size: node.size, owned: false } : { sort: 'folder', entries: new Map(node.entries) });
  }
  return { nodes, next: image.next };
}

/** Does one event to an image. Events on things that never came to the disk change nothing that can be reached. */
export function applyEvent(image: Image, event: DiskEvent): void {
  switch (event.kind) {
    case 'write': return writeBytes(fileOf(image, event.node), event.position, event.bytes);
    case 'truncate': return cutFile(fileOf(image, event.node), event.length);
    case 'enter':
      obtain(image, event.node, event.sort);
      folderOf(image, event.folder).entries.set(event.name, event.node);
      return;
    case 'leave':
      folderOf(image, event.folder).entries.delete(event.name);
      return;
    case 'move':
      if (folderOf(image, event.from).entries.get(event.name) === event.node) folderOf(image, event.from).entries.delete(event.name);
      folderOf(image, event.to).entries.set(event.toName, event.node);
      return;
    case 'sync': case 'mark': return;
  }
}

/** Nodes of events that were lost still have to exist for the events after them. */
function obtain(image: Image, id: number, sort: 'file' | 'folder'): DiskNode {
  const known = image.nodes.get(id);
  if (known !== undefined) return known;
  const made: DiskNode = sort === 'file' ? { sort, bytes: new Uint8Array(0), size: 0, owned: true } : { sort, entries: new Map() };
  image.nodes.set(id, made);
  image.next = Math.max(image.next, id + 1);
  return made;
}

export function fileOf(image: Image, id: number): FileNode {
  const node = obtain(image, id, 'file');
  if (node.sort !== 'file') throw new Error('a folder in the place of a file');
  return node;
}

export function folderOf(image: Image, id: number): FolderNode {
  const node = obtain(image, id, 'folder');
  if (node.sort !== 'folder') throw new Error('a file in the place of a folder');
  return node;
}

function own(file: FileNode, capacity: number): void {
  if (file.owned && file.bytes.length >= capacity) return;
  const bytes = new Uint8Array(Math.max(capacity, file.owned ? file.size * 2 : file.size));
  bytes.set(file.bytes.subarray(0, file.size));
  file.bytes = bytes;
  file.owned = true;
}

function writeBytes(file: FileNode, position: number, bytes: Uint8Array): void {
  own(file, position + bytes.length);
  file.bytes.set(bytes, position);
  file.size = Math.max(file.size, position + bytes.length);
}

function cutFile(file: FileNode, length: number): void {
  own(file, length);
  if (length < file.size) file.bytes.fill(0, length, file.size);
  file.size = length;
}

// Replaced at build time: the commit or content hash of what was built.
declare const __BUILD__: string;

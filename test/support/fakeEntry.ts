import { installFakeDesktop } from './fakeDesktop.ts';

// Frames and empty pages get no bridge, as in the app.
if (window.top === window && window.location.protocol === 'http:') installFakeDesktop();

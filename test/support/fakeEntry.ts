import { installFakeDesktop } from './fakeDesktop.ts';

// Workers and frames get no bridge, as in the app.
if (window.top === window) installFakeDesktop();

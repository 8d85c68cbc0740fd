// What the build puts into the service worker.
declare const __PRECACHE__: string[];
declare const __VERSION__: string;

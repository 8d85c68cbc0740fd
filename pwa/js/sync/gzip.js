// Gzip for browsers without CompressionStream: loaded only there.
export { gzipSync } from 'fflate';

/** The words schemas are written in: of the API, of requests, of config.yml and of the parameters of /rex. */
export * from './schema/schema.js';

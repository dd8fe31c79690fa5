/** Client-side monitoring for Node: hooks that tell a local agent of every call. `@inia/core/client-monitoring`. */
export { clientMonitoring, type ClientMonitoringOptions } from "./monitoring/client-monitoring.ts";

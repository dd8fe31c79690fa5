import { registerFamily } from "../register-family.ts";
import { clientMonitoringEvents } from "./client-monitoring.ts";

registerFamily(clientMonitoringEvents);

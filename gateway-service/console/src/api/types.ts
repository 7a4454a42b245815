/** The fields that the console reads, as ProtoJSON writes them: int64 is text, and empty fields are there. */

export type Metro = { metroId: string; displayName: string; countryCode: string; latitudeDegrees: number; longitudeDegrees: number };
export type Location = { locationId: string; displayName: string; metroId: string };
export type Node = { nodeId: string; providerId: string; locationId: string };
export type Link = {
  linkId: string;
  providerId: string;
  fromNodeId: string;
  toNodeId: string;
  reverseLinkId: string;
  kind: string;
  capacityBps: string;
  latencyFloorUs: string;
};
export type Provider = { providerId: string; displayName: string };
export type Element = { metro?: Metro; location?: Location; node?: Node; link?: Link; provider?: Provider };

export type LinkState = { linkId: string; capacityBps: string; reservedBps: string; latencyUs: string; latencyFloorUs: string; usable: boolean };
export type LinkMetrics = { linkId: string; windowEndTime: string; latencyP50Us: string; latencyP95Us: string; lossRatio: number; down: boolean };

export type Objectives = { metric: string; maxLatencyUs?: string };
export type Rejection = { binding: string; message: string; waysOut?: { field: string; message: string }[] };
export type PendingOn = { party: string; reason: string; sinceTime?: string; expireTime?: string };
export type WaitingLeg = { legId: string; providerId: string; linkIds: string[]; state: string; pendingOn: PendingOn };
export type Connection = {
  connectionId: string;
  aPortId: string;
  zPortId: string;
  state: string;
  activeRevision: string;
  bandwidthBps: string;
  expectedLatencyUs: string;
  priceMicrosPerHour: string;
  health: string;
  measuredLatencyUs: string;
  waitingLegs?: WaitingLeg[];
};
export type Intent = {
  intentId: string;
  tenantId: string;
  spec?: { displayName: string; shape: string; portIds: string[]; bandwidthBps: string; objectives?: Objectives };
  generation: string;
  activeGeneration: string;
  state: string;
  pendingOn?: PendingOn;
  rejection?: Rejection;
  health: string;
  connections: Connection[];
  priceMicrosPerHour: string;
  currencyCode: string;
  createTime?: string;
  updateTime?: string;
};

export type Hop = { linkId: string; providerId: string; fromNodeId: string; toNodeId: string; latencyUs: string };
export type PlannedLeg = { providerId: string; linkIds: string[]; aNodeId: string; zNodeId: string; priceMicrosPerHour: string };
export type PathPlan = {
  revision: string;
  hops: Hop[];
  legs: PlannedLeg[];
  bandwidthBps: string;
  expectedLatencyUs: string;
  priceMicrosPerHour: string;
  currencyCode: string;
  protection?: { hops: Hop[] };
  why?: { cause: string; summary: string; unconstrainedLatencyUs: string; previousLatencyUs: string };
};
export type PathRecord = {
  connectionId: string;
  intentKey: string;
  tenantId: string;
  phase: string;
  demand?: { objectives?: Objectives };
  plan?: PathPlan;
  heldPlans: PathPlan[];
  booking?: { next?: { startTime?: string; endTime?: string } };
  rejection?: Rejection;
  moveCount: number;
  decideTime?: string;
};

export type ConnectionHealth = {
  connectionId: string;
  intentKey: string;
  tenantId: string;
  state: string;
  previousState: string;
  judgeTime?: string;
  measuredLatencyUs: string;
  maxLatencyUs: string;
  evidence: { linkId: string; latencyUs: string; latencyFloorUs: string; down: boolean }[];
};
export type ProvisioningEvent = {
  connectionId: string;
  intentKey: string;
  tenantId: string;
  revision: string;
  occurTime?: string;
  activated?: { previousRevision: string };
  failed?: { providerId: string; reason: string };
  oldLegsReleased?: object;
  unusedPlansReleased?: object;
  released?: object;
  driftFound?: { providerId: string; difference: string };
  waitingChanged?: { legs?: WaitingLeg[] };
};

export type Problem = { title: string; status: number; detail: string; reason: string; requestId: string };

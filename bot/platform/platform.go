// Package platform is what the adapters of chat platforms have in common: what came in is
// done once and in its turn, what goes out keeps to a pace, and an answer that takes long
// comes later. It knows no platform: what differs is given by the adapter. What it keeps,
// it keeps in this process and within bounds. Everything here may be used by several
// goroutines at once.
package platform

// Package judge holds what Regiebot sends to Mattermost against the official model of
// Mattermost. It is a module of its own, so that the program does not link that model.
package judge

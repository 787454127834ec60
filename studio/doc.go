// Package studio holds the use cases: take in a picture, predict, restore,
// measure, compare, evaluate; and the jobs that restorations run as.
//
// Engine works on pictures in memory and serves the command line and the studio
// alike. Studio adds the store, the queue and the people.
package studio

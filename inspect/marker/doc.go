// Package marker knows what stands at a place of the time line and is neither
// picture, sound nor caption: ad markers, chapters and script commands. It
// tells their payloads apart, takes SCTE-35 sections to pieces and builds
// them, and reads the markers that a client manifest carries. It knows nothing
// of files and opens none.
//
// To add a kind of payload, write it in a file of its own and name it in
// payloads.
package marker

package check

import "slices"

// boxRules judge the boxes of each media file, whatever they hold.
func boxRules() []*Rule {
	return slices.Concat(sizeRules(), orderRules(), brandRules(), movieRules(), moofRules(), protectRules(), liveRules())
}

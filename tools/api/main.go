// Command api keeps the exported surface of the library in files, one for each package and one line for each name, so
// that a change shows in review, and compares it with the surface last released.
//
//	go -C tools run ./api -check             # fails where api/ is not the surface, or breaks what was released
//	go -C tools run ./api -write             # writes api/
//	go -C tools run ./api -release v1.0.0    # writes api/released/ too: the surface of that version
//
// A break is a line of api/released/ that is gone, or a method that an interface gains. Before v1, and while a version is
// only proposed (v1.0.0-rc.1), it needs a line under BREAKING in the part of CHANGELOG.md that is not released yet. From
// v1 on there is none.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	root := flag.String("root", "..", "the module's folder")
	check := flag.Bool("check", false, "compare with api/ and api/released/")
	write := flag.Bool("write", false, "write api/")
	release := flag.String("release", "", "the version whose surface this is: write api/ and api/released/")
	flag.Parse()
	if err := run(*root, *check, *write, *release); err != nil {
		fmt.Fprintln(os.Stderr, "api:", err)
		os.Exit(1)
	}
}

func run(root string, check, write bool, version string) error {
	now, err := surfaceOf(root)
	if err != nil {
		return err
	}
	switch {
	case version != "":
		if err := now.write(root, released); err != nil {
			return err
		}
		if err := writeVersion(root, version); err != nil {
			return err
		}
		return now.write(root, listed)
	case write:
		return now.write(root, listed)
	case check:
		return checkAll(root, now)
	}
	fmt.Print(now.text())
	return nil
}

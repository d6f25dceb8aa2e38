package box

// systemName is the name of a known identifier of a protection system.
func systemName(id UUID) string {
	switch dashed(id) {
	case "9a04f079-9840-4286-ab92-e65be0885f95":
		return "PlayReady"
	case "edef8ba9-79d6-4ace-a3c8-27dcd51d21ed":
		return "Widevine"
	case "94ce86fb-07ff-4f43-adb8-93d2fa968ca2":
		return "FairPlay"
	case "1077efec-c0b2-4d02-ace3-3c1e52e2fb4b":
		return "W3C common system"
	case "e2719d58-a985-b3c9-781a-b030af78d30e":
		return "Clear Key"
	case "5e629af5-38da-4063-8977-97ffbd9902d4":
		return "Marlin"
	case "f239e769-efa3-4850-9c16-a903c6932efb":
		return "Adobe Primetime"
	case "3d5e6d35-9b9a-41e8-b843-dd3c6e72c42c":
		return "ChinaDRM"
	case "80a6be7e-1448-4c37-9e70-d5aebe04c8d2":
		return "Irdeto"
	case "793b7956-9f94-4946-a942-23e7ef7e44b4":
		return "VisionCrypt"
	}
	return ""
}

// playReady is the protection system whose data is a PlayReady object.
func isPlayReady(id UUID) bool { return systemName(id) == "PlayReady" }

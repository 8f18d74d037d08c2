namespace Eegavi.Plugins;

/// <summary>Paths as users write them: <c>model.fusion[1].heads</c>.</summary>
internal static class Paths
{
    public static string Key(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    public static string Item(string path, int index) => $"{path}[{index}]";

    public static string Problem(string path, string sentence) => path.Length == 0 ? sentence : $"{path}: {sentence}";

    /// <summary>From the colons of <c>IConfiguration</c>; what looks like an index there becomes one.</summary>
    public static string FromConfiguration(string path) => path.Split(':', StringSplitOptions.RemoveEmptyEntries)
        .Aggregate("", (text, segment) => int.TryParse(segment, out var index) && text.Length > 0 ? Item(text, index) : Key(text, segment));
}

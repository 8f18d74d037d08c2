using System.Text.Json;
using System.Text.Json.Serialization;

namespace Eegavi.MachineLearning.Bundles;

/// <summary>Names, sizes and forms of the files in a bundle. Names follow from the segments; none is ever taken from a file.</summary>
internal static class BundleFiles
{
    public const string Manifest = "bundle.json";
    public const string Schema = "schema.zip";
    public const int MostSegments = 100;

    /// <summary>Most numbers and texts of a description: configuration is bound in time, each name of a class takes 20 µs.</summary>
    public const int MostValues = 50_000;
    private const long Mebibyte = 1 << 20;

    public static JsonSerializerOptions Format { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        MaxDepth = 16,
        AllowDuplicateProperties = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    public static string Pipeline(int segment) => $"segment-{segment}.zip";

    public static string Spec(int segment) => $"segment-{segment}.json";

    public static string Weights(int segment) => $"segment-{segment}.safetensors";

    /// <summary>The files that a bundle of these segments has beside its manifest.</summary>
    public static IEnumerable<string> Of(IEnumerable<SegmentKind> segments) => segments
        .SelectMany((kind, i) => kind == SegmentKind.Fusion ? [Spec(i), Weights(i)] : new[] { Pipeline(i) })
        .Prepend(Schema);

    /// <summary>Most bytes of a file; weights are bounded by the bundle's own size alone, since nothing in it is compressed.</summary>
    public static long Most(string name) => Path.GetExtension(name) switch
    {
        ".json" => 16 * Mebibyte,
        ".zip" => 1024 * Mebibyte,
        _ => long.MaxValue,
    };
}

using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Eegavi.Data.Synthetic.Output;

/// <summary>What a folder was made from; written as <c>planted.json</c>, so that the same request finds its work done.</summary>
internal sealed record PlantedRecipe
{
    /// <summary>Raised whenever the generator writes something else for the same options.</summary>
    public const int CurrentGenerator = 1;

    public static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
        // The files are read by people, not put into web pages: '+' stays '+'.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Version of the generator.</summary>
    public int Generator { get; init; } = CurrentGenerator;

    /// <summary>Tokens or files.</summary>
    public required PlantedLevel Level { get; init; }

    /// <summary>All options.</summary>
    public required PlantedOptions Options { get; init; }

    /// <summary>SHA-256 of the three above.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { Generator, Level, Options }, Json)));

    /// <summary>True when <paramref name="folder"/> holds a finished data set of this recipe.</summary>
    public bool IsIn(string folder)
    {
        var path = Path.Combine(folder, PlantedNames.Recipe);
        return File.Exists(path) && File.ReadAllText(path) == Text();
    }

    /// <summary>Content of <c>planted.json</c>.</summary>
    public string Text() => JsonSerializer.Serialize(this, Json) + "\n";
}

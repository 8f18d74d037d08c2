using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Losses;

/// <summary>Options of <see cref="PrecomputedTeacher"/>.</summary>
public sealed record PrecomputedTeacherOptions : PartOptions<ITeacher>
{
    /// <summary>A safetensors file with a float32 array [R, E] for each vector and row ids in the metadata under <c>ids</c>, one a line. No default.</summary>
    [FilePath, MinLength(1)] public string File { get; init; } = "";
}

/// <summary>Gives rows vectors that were computed before, joined by row id.</summary>
/// <remarks>Rows that the file lacks, or whose vector has a NaN, have no teacher. <see cref="EmbeddingFile"/> writes such files.</remarks>
[Part("precomputed")]
public sealed class PrecomputedTeacher : Module<Batch, IReadOnlyDictionary<string, LossVector>>, ITeacher
{
    private readonly IReadOnlyDictionary<string, int> _rows;
    private readonly Dictionary<string, (float[] Values, int Width)> _vectors;

    /// <summary>Reads the file.</summary>
    /// <exception cref="IOException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is malformed.</exception>
    public PrecomputedTeacher(PrecomputedTeacherOptions options) : base("precomputed")
    {
        using var file = SafetensorsFile.Open(options.File);
        _rows = EmbeddingFile.RowsOf(file);
        _vectors = file.Names.ToDictionary(name => name, name => Read(file, name, _rows.Count), StringComparer.Ordinal);
        Widths = _vectors.ToDictionary(v => v.Key, v => v.Value.Width, StringComparer.Ordinal);
        using var bytes = System.IO.File.OpenRead(options.File);
        Fingerprint = Convert.ToHexStringLower(SHA256.HashData(bytes));
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, int> Widths { get; }

    /// <inheritdoc/>
    public string Fingerprint { get; }

    /// <summary>Looks the rows of a batch up.</summary>
    /// <returns>By name: [B, E]; zeros where <see cref="LossVector.Present"/> is false.</returns>
    public override IReadOnlyDictionary<string, LossVector> forward(Batch batch)
    {
        int[] places = [.. batch.RowIds.Select(id => _rows.GetValueOrDefault(id, -1))];
        var device = batch.Modalities.Values.FirstOrDefault()?.Values.device;
        return _vectors.ToDictionary(v => v.Key, v => Pick(v.Key, v.Value.Values, v.Value.Width, places, device), StringComparer.Ordinal);
    }

    private static LossVector Pick(string name, float[] all, int width, int[] places, Device? device)
    {
        var (values, present) = (new float[places.Length * width], new bool[places.Length]);
        for (var i = 0; i < places.Length; i++)
        {
            if (places[i] < 0) continue;
            var row = all.AsSpan(places[i] * width, width);
            if (!IsFinite(row)) continue;
            row.CopyTo(values.AsSpan(i * width));
            present[i] = true;
        }
        return new(name, tensor(values, [places.Length, width], device: device), tensor(present, device: device));
    }

    private static bool IsFinite(ReadOnlySpan<float> row)
    {
        foreach (var value in row)
        {
            if (!float.IsFinite(value)) return false;
        }
        return true;
    }

    private static (float[], int) Read(SafetensorsFile file, string name, int rows)
    {
        var info = file.Info(name);
        if (info.Type != SafetensorsType.F32 || info.Shape.Count != 2 || info.Shape[0] != rows || info.Shape[1] is 0 or > 65536)
            throw new InvalidDataException($"{file.FilePath}: expected '{name}' as float32 [{rows}, E], a row for each id; got {info.Type} [{string.Join(", ", info.Shape)}].");
        return (file.ReadArray<float>(name), (int)info.Shape[1]);
    }
}

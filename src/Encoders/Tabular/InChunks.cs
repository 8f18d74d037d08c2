using static TorchSharp.torch;

namespace Eegavi.Encoders;

/// <summary>Reads many rows without holding their windows at once.</summary>
internal static class InChunks
{
    private const int Rows = 256;

    /// <summary>What a function makes of batches of rows, each tensor joined along its first axis.</summary>
    public static Tensor[] Read(IBatchSource data, IReadOnlyList<int> rows, Func<Batch, Tensor[]> read)
    {
        using var scope = NewDisposeScope();
        var parts = rows.Chunk(Rows).Select(chunk => Of(data, chunk, read)).ToList();
        return [.. Enumerable.Range(0, parts[0].Length).Select(i => cat(parts.Select(part => part[i]).ToArray(), 0).MoveToOuterDisposeScope())];
    }

    private static Tensor[] Of(IBatchSource data, int[] rows, Func<Batch, Tensor[]> read)
    {
        using var scope = NewDisposeScope();
        return [.. read(data.Make(rows)).Select(tensor => tensor.MoveToOuterDisposeScope())];
    }
}

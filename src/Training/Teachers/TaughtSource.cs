using System.Security.Cryptography;
using System.Text;
using static TorchSharp.torch;

namespace Eegavi.Training;

/// <summary>Rows whose batches also have what teachers say of them, each vector under the teacher's name, a dot and its own: <c>vate.audio</c>.</summary>
/// <param name="data">The rows.</param>
/// <param name="teachers">The teachers, on the device.</param>
/// <param name="device">Where the teachers read a batch. What they say stays there; the rest of a batch is where <paramref name="data"/> makes it.</param>
internal sealed class TaughtSource(IBatchSource data, IReadOnlyDictionary<string, ITeacher> teachers, Device device) : IBatchSource, IDisposable
{
    /// <inheritdoc/>
    public IReadOnlyList<string> RowIds => data.RowIds;

    /// <inheritdoc/>
    public IReadOnlyList<string> Subjects => data.Subjects;

    /// <inheritdoc/>
    public IReadOnlyList<StimulusSpan?> Stimuli => data.Stimuli;

    /// <inheritdoc/>
    public IReadOnlySet<string> StimulusModalities => data.StimulusModalities;

    /// <inheritdoc/>
    public string Fingerprint { get; } = teachers.Count == 0 ? data.Fingerprint : Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', [data.Fingerprint, .. teachers.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => $"{t.Key}\t{t.Value.Fingerprint}")]))));

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, int> TargetWidths { get; } = data.TargetWidths
        .Concat(teachers.SelectMany(t => t.Value.Widths.Select(w => KeyValuePair.Create($"{t.Key}.{w.Key}", w.Value)))).ToDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Batch Make(IReadOnlyList<int> rows)
    {
        var batch = data.Make(rows);
        if (teachers.Count == 0) return batch;
        using var scope = NewDisposeScope();
        var targets = new Dictionary<string, LossVector>(batch.Targets, StringComparer.Ordinal);
        var read = batch.To(device);
        foreach (var (name, teacher) in teachers)
        {
            foreach (var (vector, said) in teacher.call(read)) targets[$"{name}.{vector}"] = Kept(said);
        }
        return batch.With(targets: targets);
    }

    /// <summary>Subjects that some teacher was fitted to.</summary>
    public IReadOnlySet<string> FittedTo { get; } = teachers.Values.SelectMany(t => t.FittedTo).ToHashSet(StringComparer.Ordinal);

    /// <summary>Disposes the teachers; the data stays.</summary>
    public void Dispose()
    {
        foreach (var teacher in teachers.Values.OfType<IDisposable>()) teacher.Dispose();
    }

    private static LossVector Kept(LossVector vector)
    {
        vector.Values.MoveToOuterDisposeScope();
        vector.Present.MoveToOuterDisposeScope();
        vector.Seconds?.MoveToOuterDisposeScope();
        return vector;
    }
}

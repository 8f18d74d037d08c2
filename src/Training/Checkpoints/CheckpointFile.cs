using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using static TorchSharp.torch;

namespace Eegavi.Training.Checkpoints;

/// <summary>
/// The state of a training run in one safetensors file: weights, moments of the optimiser, averaged and best weights, and in its header where the run stands.
/// It is replaced whole or not at all, so a run that is killed at any moment goes on from the last one.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="spec">How often it is written.</param>
public sealed class CheckpointFile(string path, CheckpointSpec spec)
{
    private const string PositionKey = "position", MachineKey = "machine";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private readonly Stopwatch _since = Stopwatch.StartNew();

    /// <summary>Told what is worth knowing when a run is taken up again.</summary>
    public Action<string>? Warn { get; init; }

    /// <summary>The step at which the last run was interrupted; null where there is no checkpoint.</summary>
    public int? Step()
    {
        if (!File.Exists(path)) return null;
        using var file = SafetensorsFile.Open(path);
        return Read<Position>(file, PositionKey).Step;
    }

    /// <summary>Deletes it.</summary>
    public void Delete() => File.Delete(path);

    internal void SaveIfDue(TrainingState state)
    {
        if (spec.Steps is { } steps ? state.Log.Step % steps == 0 : _since.Elapsed.TotalMinutes >= spec.Minutes) Save(state);
    }

    internal void Save(TrainingState state)
    {
        using var scope = NewDisposeScope();
        SafetensorsWriter.Write(path, StateTensors.Of(state), new Dictionary<string, string>
        {
            [PositionKey] = JsonSerializer.Serialize(Position.Of(state), Format),
            [MachineKey] = JsonSerializer.Serialize(Machine.This(state.Model.Device), Format),
        });
        _since.Restart();
    }

    /// <summary>Takes up the state where there is one.</summary>
    /// <exception cref="InvalidDataException">The file is of another model.</exception>
    internal void Resume(TrainingState state)
    {
        if (!File.Exists(path)) return;
        using var file = SafetensorsFile.Open(path);
        using var scope = NewDisposeScope();
        Read<Position>(file, PositionKey).Restore(state);
        Restore(StateTensors.Of(state), file);
        foreach (var difference in Read<Machine>(file, MachineKey).DifferencesTo(Machine.This(state.Model.Device))) Warn?.Invoke(difference);
    }

    private void Restore(IEnumerable<(string Name, Tensor Tensor)> tensors, SafetensorsFile file)
    {
        using var _ = no_grad();
        var expected = 0;
        foreach (var (name, tensor) in tensors)
        {
            expected++;
            if (!file.Contains(name) || !file.Info(name).Shape.SequenceEqual(tensor.shape)) throw Unfit($"'{name}' of [{string.Join(", ", tensor.shape)}] is not in it");
            using var read = file.Read(name);
            tensor.copy_(read);
        }
        if (file.Names.Count != expected) throw Unfit($"it holds {file.Names.Count} tensors, expected {expected}");
    }

    private T Read<T>(SafetensorsFile file, string key) =>
        file.Metadata.TryGetValue(key, out var text) && JsonSerializer.Deserialize<T>(text, Format) is { } value ? value : throw Unfit($"its header has no '{key}'");

    private InvalidDataException Unfit(string why) => new($"The checkpoint {path} does not fit this run: {why}. Delete it (--fresh) to begin anew.");
}

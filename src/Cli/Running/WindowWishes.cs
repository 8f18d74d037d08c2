using System.Globalization;
using Eegavi.Data;
using Eegavi.Models;

namespace Eegavi.Cli.Running;

/// <summary>What a user says of the windows that a model reads.</summary>
/// <param name="Seconds">Their length; null = not said.</param>
/// <param name="Sizes">Sizes by modality: <c>eeg=14x1024</c>.</param>
/// <param name="FromData">Whether a data set says it.</param>
internal sealed record WindowWishes(double? Seconds, IReadOnlyList<string> Sizes, bool FromData)
{
    private const double UsualSeconds = 8;
    private static readonly string[] UsualAxes = ["K", "N E", "M N E"];

    /// <summary>The windows of a model.</summary>
    /// <param name="model">The model: its encoders know what they read.</param>
    /// <param name="spec">How the run's data are prepared; null = not said.</param>
    /// <param name="data">The run's data; null = sizes are assumed.</param>
    /// <exception cref="ArgumentException">Nobody says how large a window is, or a size is malformed.</exception>
    public IReadOnlyDictionary<string, WindowShape> Of(FusionModel model, DataSpec? spec, IBatchSource? data)
    {
        var assumed = new WindowAssumptions { Seconds = Seconds ?? spec?.Make?.ToOptions().WindowSeconds ?? UsualSeconds };
        var declared = model.Windows(assumed).Keys.ToDictionary(name => name, name => model.Windows(Pictures(assumed, spec, name))[name]);
        var given = Sizes.Select(Parse).ToDictionary(size => size.Name, size => size.Sizes, StringComparer.Ordinal);
        foreach (var name in given.Keys.Where(name => !declared.ContainsKey(name)))
            throw new ArgumentException($"--window: expected one of the model's modalities {string.Join(", ", declared.Keys.Order(StringComparer.Ordinal))}; got '{name}'.");
        using var batch = data?.Make([0]);
        return declared.ToDictionary(
            window => window.Key,
            window => batch?.Modalities.TryGetValue(window.Key, out var read) == true ? Measured(read, window.Value)
                : given.TryGetValue(window.Key, out var sizes) ? Given(window.Key, sizes, window.Value, assumed.Seconds)
                : window.Value ?? throw new ArgumentException($"The encoder of '{window.Key}' cannot tell how large its window is. Expected --window {window.Key}=SIZES, for example {window.Key}=128x768, or --data."));
    }

    private static WindowAssumptions Pictures(WindowAssumptions assumed, DataSpec? spec, string modality) =>
        spec?.Modalities.TryGetValue(modality, out var features) == true
            ? assumed with { FramesPerSecond = features.FramesPerSecond, Width = features.Width, Height = features.Height } : assumed;

    private static WindowShape Measured(ModalityWindow window, WindowShape? declared)
    {
        var (sizes, steps) = (window.Values.shape[1..], window.Valid.shape[1]);
        var axes = Axes(sizes, declared) ?? string.Join(' ', sizes.Select((_, i) => $"A{i + 1}"));
        return new(axes, sizes, Math.Max(0, Array.IndexOf(sizes, steps)), declared?.StepSeconds ?? 0);
    }

    private static WindowShape Given(string name, long[] sizes, WindowShape? declared, double seconds)
    {
        var axes = Axes(sizes, declared) ?? throw new ArgumentException(
            $"--window {name}: expected {declared?.Axes.Split(' ').Length ?? 2} sizes{(declared is null ? "" : $" ({declared.Axes})")}, or one more for several items; got {sizes.Length}.");
        // Several items: a step each.
        var step = declared is not null && sizes.Length == declared.Sizes.Count ? declared.StepAxis : 0;
        return new(axes, sizes, step, declared is { StepSeconds: 0 } ? 0 : seconds / sizes[step]);
    }

    private static string? Axes(long[] sizes, WindowShape? declared)
    {
        if (declared is null) return sizes.Length <= UsualAxes.Length ? UsualAxes[sizes.Length - 1] : null;
        return sizes.Length == declared.Sizes.Count ? declared.Axes : sizes.Length == declared.Sizes.Count + 1 ? "M " + declared.Axes : null;
    }

    private static (string Name, long[] Sizes) Parse(string text)
    {
        var halves = text.Split('=', 2);
        var sizes = halves.Length < 2 ? [] : halves[1].Split('x').Select(size => long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 ? value : -1).ToArray();
        return sizes.Length > 0 && !sizes.Contains(-1) ? (halves[0], sizes) : throw new ArgumentException($"--window: expected MODALITY=SIZES, for example eeg=14x1024; got '{text}'.");
    }
}

using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Training;

/// <summary>Finds the device that a configuration names.</summary>
public static class ComputeDevice
{
    /// <summary>What is chosen by itself: the first graphics processor where there is one, else the CPU.</summary>
    public const string Auto = "auto";

    /// <summary>What a name may look like.</summary>
    public const string Pattern = @"auto|cpu|cuda(:\d{1,2})?";

    /// <summary>The device of a name.</summary>
    /// <param name="name"><c>auto</c>, <c>cpu</c>, <c>cuda</c> or <c>cuda:1</c>.</param>
    /// <exception cref="ArgumentException">There is no such device here.</exception>
    public static Device Find(string name)
    {
        if (name == Auto) return cuda.is_available() ? device(DeviceType.CUDA, 0) : CPU;
        if (name == "cpu") return CPU;
        // Not by the engine: it throws its own sentence where no such processor is.
        var index = name == "cuda" ? 0 : name.StartsWith("cuda:", StringComparison.Ordinal) && int.TryParse(name[5..], CultureInfo.InvariantCulture, out var number) ? number : -1;
        if (index >= 0 && index < cuda.device_count()) return device(DeviceType.CUDA, index);
        throw new ArgumentException($"training.device: expected {Here()}; got '{name}'. 'auto' takes what there is, and 'eegavi doctor' shows it.");
    }

    private static string Here() => string.Join(" or ", Enumerable.Range(0, cuda.device_count()).Select(i => $"cuda:{i}").Prepend("cpu"));
}

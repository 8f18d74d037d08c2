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
        if (name == Auto) return cuda.is_available() ? CUDA : CPU;
        var wanted = device(name);
        if (wanted.type == CPU.type || wanted.index < cuda.device_count()) return wanted;
        throw new ArgumentException($"training.device: expected {Here()}; got '{name}'. 'auto' takes what there is, and 'eegavi doctor' shows it.");
    }

    private static string Here() => string.Join(" or ", Enumerable.Range(0, cuda.device_count()).Select(i => $"cuda:{i}").Prepend("cpu"));
}

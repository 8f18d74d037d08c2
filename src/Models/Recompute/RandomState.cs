using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Models;

/// <summary>Lets random numbers repeat: dropout in a second pass hides what it hid in the first.</summary>
internal static class RandomState
{
    /// <summary>What the next numbers come from: the generator's state, or a seed where the numbers are drawn on a GPU, whose generator cannot be read.</summary>
    /// <param name="device">Where they are drawn.</param>
    public static Tensor Begin(Device device)
    {
        if (device.type == DeviceType.CPU) return get_rng_state();
        var seed = randint(int.MaxValue, 1);
        manual_seed(seed.ToInt64());
        return seed;
    }

    /// <summary>Draws from there again until the result is disposed; the CPU's numbers then go on as before.</summary>
    public static IDisposable Use(Tensor begin)
    {
        var before = get_rng_state();
        if (begin.dtype == ScalarType.Byte) set_rng_state(begin);
        else manual_seed(begin.ToInt64());
        return new Return(before);
    }

    private sealed class Return(Tensor before) : IDisposable
    {
        public void Dispose() => set_rng_state(before);
    }
}

using static TorchSharp.torch;

namespace Eegavi.Compat.TorchSharp.Tests.Engine;

public class MemoryTests
{
    private const long Large = 3 << 20;

    [Fact]
    public void LargeTensor_TakesTheMemoryOfAFreedOne()
    {
        var first = empty(Large);
        var address = first.DataAddress();
        first.Dispose();
        using var second = empty(Large - 1000);
        second.DataAddress().Should().Be(address);
    }

    [Fact]
    public void KeptMemory_IsNotTakenForZeros()
    {
        using (var dirty = full(Large, 7f)) _ = dirty.sum();
        using var clean = zeros(Large);
        clean.abs().max().item<float>().Should().Be(0);
    }

    [Fact]
    public void LargeTensors_FreedOnOtherThreads_StayWhole()
    {
        Parallel.For(0, 4, worker =>
        {
            for (var i = 0; i < 5; i++)
            {
                using var scope = NewDisposeScope();
                var x = full(Large / 2, (float)worker);
                Task.Run(() => empty(Large / 2).Dispose()).Wait();
                (x + 1.0).mean().item<float>().Should().Be(worker + 1);
            }
        });
    }
}

internal static class MemoryExtensions
{
    internal static unsafe long DataAddress(this Tensor tensor) => (long)tensor.DataPointer;
}

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

    [Theory]
    [InlineData(1)]
    [InlineData(300)]
    [InlineData(4096)]
    public void SmallTensor_TakesTheMemoryOfAFreedOne(long count)
    {
        var first = empty(count);
        var address = first.DataAddress();
        first.Dispose();
        using var second = empty(count);
        (second.DataAddress(), address % 64).Should().Be((address, 0));
    }

    [Fact]
    public void SmallTensors_OfManySizesAndThreads_DoNotShareMemory()
    {
        Parallel.For(0, 4, worker =>
        {
            for (var turn = 0; turn < 20; turn++)
            {
                using var scope = NewDisposeScope();
                var tensors = Enumerable.Range(1, 200).Select(i => full(i * i % 5000 + 1, (float)(worker + i))).ToList();
                foreach (var tensor in tensors.Where((_, i) => i % 3 == turn % 3)) Task.Run(tensor.DetachFromDisposeScope().Dispose).Wait();
                tensors.Select((tensor, i) => tensor.IsInvalid || tensor.min().item<float>() == worker + i + 1 && tensor.max().item<float>() == worker + i + 1)
                    .Should().NotContain(false);
            }
        });
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

namespace Eegavi.Data.Tests.Synthetic.Output;

/// <summary>Hears progress on the thread that reports it, so that nothing is late.</summary>
internal sealed class Immediate(Action<double> heard) : IProgress<double>
{
    public void Report(double value)
    {
        lock (heard) heard(value);
    }
}

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>The rate times a factor when a metric has not got better for some epochs.</summary>
                public class ReduceLROnPlateau : LRScheduler
                {
                    private readonly bool _least, _relative;
                    private readonly double _factor, _threshold, _eps;
                    private readonly int _patience, _cooldown;
                    private readonly List<double> _floors;
                    private double _best;
                    private int _bad, _cooling;

                    /// <summary>With the given options; mode is min or max, threshold_mode is rel or abs.</summary>
                    public ReduceLROnPlateau(Optimizer optimizer, string mode = "min", double factor = 0.1, int patience = 10, double threshold = 1e-4,
                        string threshold_mode = "rel", int cooldown = 0, IList<double> min_lr = null, double eps = 1e-8, bool verbose = false)
                        : base(optimizer, -1, verbose)
                    {
                        (_least, _relative) = (Choose(mode, "min", "max"), Choose(threshold_mode, "rel", "abs"));
                        if (factor >= 1)
                        {
                            throw new ArgumentException($"Expected a factor below 1; got {factor}.");
                        }

                        (_factor, _patience, _threshold, _cooldown, _eps) = (factor, patience, threshold, cooldown, eps);
                        _floors = optimizer.ParamGroups.Select((_, i) => min_lr is null ? 0 : min_lr[min_lr.Count == 1 ? 0 : i]).ToList();
                        _best = _least ? double.PositiveInfinity : double.NegativeInfinity;
                        _last_epoch = 0;
                    }

                    /// <summary>Not possible: a metric is needed.</summary>
                    public override void step() => throw new InvalidOperationException("step() should not be used with the ReduceLROnPlateau scheduler.");

                    /// <summary>Not possible: a metric is needed.</summary>
                    public override void step(int? epoch) =>
                        throw new InvalidOperationException("step(int?) should not be used with the ReduceLROnPlateau scheduler.");

                    /// <summary>Goes on by one epoch with its metric.</summary>
                    public override void step(double current, int? epoch = null)
                    {
                        _step_count++;
                        _last_epoch = epoch ?? _last_epoch + 1;
                        var better = IsBetter(current);
                        (_best, _bad) = better ? (current, 0) : (_best, _bad + 1);
                        if (_cooling > 0)
                        {
                            (_cooling, _bad) = (_cooling - 1, 0);
                        }

                        if (_bad > _patience)
                        {
                            Set(Rates().Zip(_floors, Lower).ToList());
                            (_cooling, _bad) = (_cooldown, 0);
                        }
                    }

                    private static bool Choose(string given, string first, string second) => given == first || (given == second
                        ? false
                        : throw new ArgumentException($"Expected {first} or {second}; got {given}."));

                    private double Lower(double rate, double floor)
                    {
                        var next = Math.Max(rate * _factor, floor);
                        return rate - next > _eps ? next : rate;
                    }

                    private bool IsBetter(double current) => (_least, _relative) switch
                    {
                        (true, true) => current < _best * (1 - _threshold),
                        (true, false) => current < _best - _threshold,
                        (false, true) => current > _best * (1 + _threshold),
                        (false, false) => current > _best + _threshold,
                    };
                }
            }
        }
    }
}

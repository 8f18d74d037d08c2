namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>The initial rate times a factor that moves evenly from one number to another, then stays.</summary>
                public class LinearLR : LRScheduler
                {
                    private readonly double _start, _end;
                    private readonly int _count;

                    /// <summary>From <paramref name="start_factor"/> to <paramref name="end_factor"/> in <paramref name="total_iters"/> epochs.</summary>
                    public LinearLR(Optimizer optimizer, double start_factor = 1.0 / 3, double end_factor = 1.0, int total_iters = 5,
                        int last_epoch = -1,
                        bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        (_start, _end, _count) = (start_factor, end_factor, total_iters);
                        step();
                    }

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_lr()
                    {
                        if (_last_epoch == 0)
                        {
                            return Scale(_start);
                        }

                        if (_last_epoch > _count)
                        {
                            return Rates();
                        }

                        return Scale(1 + ((_end - _start) / ((_count * _start) + ((_last_epoch - 1) * (_end - _start)))));
                    }

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_closed_form_lr() =>
                        ScaleBase(_start + ((_end - _start) * Math.Min(_count, _last_epoch) / _count));
                }

                /// <summary>The initial rate times a factor for some epochs, then the initial rate.</summary>
                public class ConstantLR : LRScheduler
                {
                    private readonly double _factor;
                    private readonly int _count;

                    /// <summary>For <paramref name="total_iters"/> epochs.</summary>
                    public ConstantLR(Optimizer optimizer, double factor = 1.0 / 3, int total_iters = 5, int last_epoch = -1,
                        bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        (_factor, _count) = (factor, total_iters);
                        step();
                    }

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_lr() =>
                        _last_epoch == 0 ? Scale(_factor) : _last_epoch == _count ? Scale(1 / _factor) : Rates();

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_closed_form_lr() => ScaleBase(_last_epoch < _count ? _factor : 1);
                }

                /// <summary>The initial rate times a power of the share of epochs that are left, then 0.</summary>
                public class PolynomialLR : LRScheduler
                {
                    private readonly int _count;
                    private readonly double _power;

                    /// <summary>Within <paramref name="total_iters"/> epochs.</summary>
                    public PolynomialLR(Optimizer optimizer, int total_iters = 5, double power = 1.0, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        (_count, _power) = (total_iters, power);
                        step();
                    }

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_lr() => _last_epoch == 0 || _last_epoch > _count
                        ? Rates()
                        : Scale(Math.Pow((1.0 - ((double)_last_epoch / _count)) / (1.0 - ((_last_epoch - 1.0) / _count)), _power));

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_closed_form_lr() =>
                        ScaleBase(Math.Pow(1.0 - ((double)Math.Min(_count, _last_epoch) / _count), _power));
                }
            }
        }
    }
}
